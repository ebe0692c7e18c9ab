"""Markup and words that a cable may hold and that no page may take for its own."""

from __future__ import annotations

# The head of an invented telegram, down to where its subject stands.
HEADING = """\
PAGE 01        LIMA  00042  131302Z
R 131215Z MAY 74
FM AMEMBASSY LIMA
TO SECSTATE WASHDC 1234
C O N F I D E N T I A L LIMA 0042
TAGS: PFOR, PE
"""

# Families of what runs a script in a page that does not escape: each tries to set the title.
SCRIPTS = (
    "<script>document.title='owned'</script>",
    "</script><script>document.title='owned'</script>",
    "</style><script>document.title='owned'</script>",
    "</title><script>document.title='owned'</script>",
    "</textarea><script>document.title='owned'</script>",
    "</template></noscript><script>document.title='owned'</script>",
    "<!--><script>document.title='owned'</script>-->",
    "--><script>document.title='owned'</script><!--",
    "]]><script>document.title='owned'</script>",
    "<ScRiPt\t>document.title='owned'</sCrIpT\t>",
    "<script src=data:text/javascript,document.title='owned'></script>",
    "<script type=module>document.title='owned'</script>",
    "<img src=x onerror=document.title='owned'>",
    "<img src=x onerror=\"document.title='owned'\">",
    "'><img src=x onerror=document.title=/owned/>",
    '"><img src=x onerror=document.title=/owned/>',
    "' onfocus=document.title='owned' autofocus tabindex=0 '",
    '" onmouseover="document.title=/owned/" "',
    "<svg onload=document.title='owned'>",
    "<svg><animate onbegin=document.title='owned' attributeName=x dur=1s>",
    "<svg><use href=data:image/svg+xml,x#y />",
    "<math><maction actiontype=statusline xlink:href=javascript:document.title='owned'>x",
    "<body onload=document.title='owned'>",
    "<iframe srcdoc=\"<script>parent.document.title='owned'</script>\"></iframe>",
    "<iframe src=javascript:parent.document.title='owned'></iframe>",
    "<object data=javascript:document.title='owned'></object>",
    "<embed src=javascript:document.title='owned'>",
    "<a href=javascript:document.title='owned'>x</a>",
    "<form action=javascript:document.title='owned'><button autofocus>x</button></form>",
    "<details open ontoggle=document.title='owned'>x</details>",
    "<video><source onerror=document.title='owned'></video>",
    "<meta http-equiv=refresh content=0;url=about:blank>",
    "<base href=https://example.org/><link rel=stylesheet href=x.css>",
    "{{ 7*7 }} {% raw %} ${document.title='owned'} \\u003cscript>document.title='owned'\\u003c/script>",
)
# A word of each of as many scripts, in which a search has to find it.
WORDS = (
    *("Ãngstrom", "Ελλάδα", "Москва", "Երևան", "ירושלים", "القاهرة", "ܫܠܡܐ", "މާލެ", "दिल्ली", "ঢাকা", "ਪੰਜਾਬ"),
    *("ગુજરાત", "ଓଡ଼ିଶା", "சென்னை", "తెలుగు", "ಬೆಂಗಳೂರು", "കേരളം", "කොළඹ", "กรุงเทพ", "ວຽງຈັນ", "ལྷ་ས", "မြန်မာ"),
    *("თბილისი", "서울", "አዲስ", "ᏣᎳᎩ", "ភ្នំពេញ", "ᠮᠣᠩᠭᠣᠯ", "ひろしま", "カタカナ", "ㄅㄆㄇㄈ", "北京", "ꆈꌠꉙ", "ⲕⲏⲙⲉ"),
)
