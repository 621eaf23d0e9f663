//! Mail providers anybody can sign up with: an address there says nothing about the company.

/// True if `address` (or a bare domain) belongs to a well-known free mail provider.
///
/// The domain is what follows the last `@`, in any case; subdomains are somebody's own and do not count.
pub fn is_free_mail(address: &str) -> bool {
    let domain = address.rfind('@').map_or(address, |at| &address[at + 1..]).trim();
    let domain = domain.strip_suffix('.').unwrap_or(domain).as_bytes();
    let mut lower = [0; 64];
    let Some(lower) = lower.get_mut(..domain.len()).filter(|_| may_be_listed(domain)) else { return false };
    lower.copy_from_slice(domain);
    lower.make_ascii_lowercase();
    let lower: &[u8] = lower;
    DOMAINS.binary_search_by(|listed| listed.as_bytes().cmp(lower)).is_ok()
}

/// Most company domains differ from every entry already in first letter or length; that spares them the search.
fn may_be_listed(domain: &[u8]) -> bool {
    let lengths = domain.first().map_or(0, |first| LENGTHS[(first.to_ascii_lowercase() & 31) as usize]);
    domain.len() < 64 && lengths >> domain.len() & 1 == 1
}

/// Per first letter (its lowest five bits) a bit for each length that occurs.
static LENGTHS: [u64; 32] = {
    let mut lengths = [0; 32];
    let mut index = 0;
    while index < DOMAINS.len() {
        let domain = DOMAINS[index].as_bytes();
        lengths[(domain[0] & 31) as usize] |= 1 << domain.len();
        index += 1;
    }
    lengths
};

/// Well-known providers of free and of household mailboxes, sorted for binary search.
#[rustfmt::skip]
const DOMAINS: [&str; 295] = [
    "126.com", "139.com", "163.com", "189.cn", "1und1.de", "21cn.com", "abv.bg", "aim.com", "alice.it",
    "aliyun.com", "aol.co.uk", "aol.com", "aol.de", "aol.fr", "arcor.de", "atlas.cz", "att.net",
    "autorambler.ru", "azet.sk", "bbox.fr", "bell.net", "bellsouth.net", "bigmir.net", "bigpond.com",
    "bigpond.net.au", "bk.ru", "bluewin.ch", "blueyonder.co.uk", "bol.com.br", "bredband.net",
    "btinternet.com", "btopenworld.com", "centrum.cz", "centrum.sk", "charter.net", "chello.nl",
    "citromail.hu", "clix.pt", "comcast.net", "cox.net", "daum.net", "disroot.org", "docomo.ne.jp",
    "duck.com", "earthlink.net", "email.com", "email.cz", "email.it", "excite.com", "ezweb.ne.jp",
    "fastmail.com", "fastmail.fm", "foxmail.com", "free.fr", "freemail.hu", "freenet.de", "frontier.com",
    "gazeta.pl", "globo.com", "globomail.com", "gmail.com", "gmx.at", "gmx.ch", "gmx.co.uk", "gmx.com",
    "gmx.de", "gmx.es", "gmx.eu", "gmx.fr", "gmx.info", "gmx.net", "gmx.org", "gmx.us", "googlemail.com",
    "hanmail.net", "hetnet.nl", "hey.com", "home.nl", "hotmail.be", "hotmail.ca", "hotmail.co.il",
    "hotmail.co.uk", "hotmail.com", "hotmail.com.ar", "hotmail.com.au", "hotmail.com.br", "hotmail.com.mx",
    "hotmail.com.tr", "hotmail.de", "hotmail.dk", "hotmail.es", "hotmail.fi", "hotmail.fr", "hotmail.it",
    "hotmail.nl", "hotmail.no", "hotmail.se", "hushmail.com", "i.softbank.jp", "i.ua", "icloud.com",
    "ig.com.br", "iinet.net.au", "inbox.com", "inbox.ru", "indiatimes.com", "interia.eu", "interia.pl",
    "internet.ru", "inwind.it", "iol.it", "iol.pt", "juno.com", "kakao.com", "keemail.me", "kpnmail.nl",
    "laposte.net", "lenta.ru", "libero.it", "list.ru", "live.be", "live.ca", "live.co.uk", "live.com",
    "live.com.au", "live.com.mx", "live.de", "live.dk", "live.fr", "live.it", "live.nl", "live.no",
    "live.se", "lycos.com", "mac.com", "mail.bg", "mail.com", "mail.ru", "mailbox.org", "mailfence.com",
    "me.com", "meta.ua", "msn.com", "mynet.com", "myrambler.ru", "myyahoo.com", "nate.com", "naver.com",
    "netzero.net", "neuf.fr", "nifty.com", "ntlworld.com", "numericable.fr", "o2.pl", "oi.com.br",
    "onet.eu", "onet.pl", "online.de", "online.no", "op.pl", "optonline.net", "optusnet.com.au",
    "orange.fr", "outlook.be", "outlook.cl", "outlook.co.uk", "outlook.com", "outlook.com.au",
    "outlook.com.br", "outlook.de", "outlook.dk", "outlook.es", "outlook.fr", "outlook.in", "outlook.it",
    "outlook.jp", "outlook.pt", "passport.com", "planet.nl", "pm.me", "poczta.onet.pl", "post.cz",
    "posteo.de", "posteo.net", "proton.me", "protonmail.ch", "protonmail.com", "qq.com", "r7.com",
    "rambler.ru", "rediffmail.com", "riseup.net", "ro.ru", "roadrunner.com", "rocketmail.com", "rogers.com",
    "rr.com", "runbox.com", "sapo.pt", "sbcglobal.net", "seznam.cz", "sfr.fr", "shaw.ca", "sina.cn",
    "sina.com", "sky.com", "skynet.be", "softbank.ne.jp", "sohu.com", "spray.se", "startmail.com",
    "sympatico.ca", "t-online.de", "talktalk.net", "telefonica.net", "telenet.be", "telia.com", "telus.net",
    "terra.com.br", "terra.es", "tim.it", "tin.it", "tiscali.co.uk", "tiscali.it", "tlen.pl", "tom.com",
    "tuta.com", "tuta.io", "tutamail.com", "tutanota.com", "tutanota.de", "ukr.net", "uol.com.br",
    "verizon.net", "videotron.ca", "vip.126.com", "vip.163.com", "vip.qq.com", "virgilio.it",
    "virginmedia.com", "voila.fr", "volny.cz", "vp.pl", "walla.co.il", "walla.com", "wanadoo.fr", "web.de",
    "windowslive.com", "windstream.net", "wp.pl", "xs4all.nl", "xtra.co.nz", "ya.ru", "yahoo.ca",
    "yahoo.co.id", "yahoo.co.in", "yahoo.co.jp", "yahoo.co.nz", "yahoo.co.uk", "yahoo.co.za", "yahoo.com",
    "yahoo.com.ar", "yahoo.com.au", "yahoo.com.br", "yahoo.com.hk", "yahoo.com.mx", "yahoo.com.ph",
    "yahoo.com.sg", "yahoo.com.tw", "yahoo.com.vn", "yahoo.de", "yahoo.dk", "yahoo.es", "yahoo.fr",
    "yahoo.gr", "yahoo.ie", "yahoo.in", "yahoo.it", "yahoo.no", "yahoo.pl", "yahoo.ro", "yahoo.se",
    "yandex.by", "yandex.com", "yandex.kz", "yandex.ru", "yandex.ua", "yeah.net", "ymail.com", "ziggo.nl",
    "zoho.com", "zohomail.com", "zohomail.eu", "zohomail.in", "zoznam.sk",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_clean() {
        assert!(DOMAINS.is_sorted_by(|a, b| a < b), "binary search needs order, and an entry counts once");
        for domain in DOMAINS {
            assert!(is_free_mail(domain) && domain.len() <= 64, "{domain} is found");
            assert_eq!(domain, domain.to_ascii_lowercase());
        }
    }

    #[test]
    fn the_domain_decides() {
        assert!(
            is_free_mail("Ann.Lee@GMAIL.com") && is_free_mail("\"a@b\"@web.de") && is_free_mail("qq.com. ")
        );
        for address in ["ann@example.com", "ann@mail.gmail.com", "gmail.com@example.com", "", "@"] {
            assert!(!is_free_mail(address), "{address:?}");
        }
    }
}
