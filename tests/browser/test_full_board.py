"""The whole list and a very long own domain, beside the first board: on a telephone and on paper."""

from __future__ import annotations

NARROW = {"width": 320, "height": 800}
LONG = "Weerzienopdevrijdagmiddagmetmijnoudebuurvrouwuitdestraatachterhetstationvanvroeger"[:80]
OUTSIDE = """[...document.querySelectorAll('main *')].filter((element) => {
    const box = element.getBoundingClientRect();
    const hidden = element.closest('.naast-visually-hidden, [hidden]');
    return !hidden && box.width > 1 && (box.right > innerWidth + 1 || box.left < -1);
}).map((element) => element.outerHTML.slice(0, 90))"""


def test_a_whole_list_beside_the_first_board_fits_a_telephone_and_a4(visitors, house):
    page = visitors("wijkteam", fresh=True, viewport=NARROW).page
    root = f"{house.url}/casus/{house.ids['mevrouw_e']}/luisteren/bord/"
    page.goto(f"{root}?na={house.ids['mevrouw_e_last_board']}")
    page.check("input[name=way][value=together]")
    page.click("main form button[type=submit]")
    for box in page.locator("input[name=domains]").all():
        box.check()
    page.fill("[name=own_label]", LONG)
    assert page.evaluate(OUTSIDE) == []
    page.click("main form button[type=submit]")
    counters = page.locator("[data-board-counter]")
    own, lines = counters.count(), page.locator("fieldset[data-board-line]").count()
    assert own == lines >= 15
    for number in range(own):
        counters.nth(number).press("Home" if number % 2 else "End")
    assert page.evaluate(OUTSIDE) == []
    page.click("main form:has([data-board-line]) .utrecht-button-group button[type=submit]")
    page.wait_for_selector(".naast-thennow")
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert LONG in page.inner_text("main")
    page.goto(f"{page.url}papier/")
    page.emulate_media(media="print")
    assert page.locator(".naast-paper .naast-shape").count() >= own
    assert not page.locator("[data-print]").is_visible()
    sheets = page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n")
    page.emulate_media(media="screen")
    assert page.locator("[data-print]").is_visible()
    # Two sides for the board itself; the board before it comes after.
    assert 1 <= sheets <= 3
    page.context.close()
