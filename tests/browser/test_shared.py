"""A landlord asks for the folder: shared page by page, opened with a link and a code, stopped at once."""

from __future__ import annotations

import pytest

from tests.browser.test_axe import _listening, _problems, _speak


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_share_from_the_first_tick_to_the_last_look(language, visitors, house):
    resident = visitors("map-eveline").page
    case, complaints = house.ids["eveline"], []
    with _listening(resident, house.url) as found:
        _speak(resident, house.url, language)
        resident.goto(f"{house.url}/map/{case}/delen/nieuw/")
        assert resident.locator("input[type=checkbox]:checked").count() == 0
        resident.fill("[name=organisation]", f"Woonstek {language} (fictief)")
        resident.fill("[name=purpose]", "Een huis huren")
        resident.fill(
            "[name=until_on]", resident.evaluate("new Date(Date.now() + 864e5).toISOString().slice(0, 10)")
        )
        resident.check("[name=code_by][value=phone]")
        # Keyboard only, and nothing is chosen: the page says so and keeps what was typed.
        resident.focus("[name=purpose]")
        resident.keyboard.press("Enter")
        resident.wait_for_selector("[data-form-errors]")
        found += _problems(resident, "folder:new_share, nothing ticked", language)
        assert resident.input_value("[name=purpose]") == "Een huis huren"
        resident.focus("[name=keys][value=plan]")
        resident.keyboard.press("Space")
        resident.focus("[name=purpose]")
        resident.keyboard.press("Enter")
        resident.wait_for_selector(".naast-handover")
        found += _problems(resident, "folder:new_share, once", language)
        link, code = resident.locator(".naast-handover .naast-code").all_inner_texts()
    complaints += found
    receiver = visitors(fresh=True).page
    with _listening(receiver, house.url) as found:
        receiver.goto(f"{house.url}/inloggen/")
        _speak(receiver, house.url, language)
        receiver.goto(link)
        # The script takes the secret out of the address and puts it into its field.
        assert "#" not in receiver.url and receiver.input_value("[name=link]") == link
        receiver.fill("[name=code]", "00000000")
        receiver.fill("[name=who]", "Wim van Woonstek")
        receiver.press("[name=who]", "Enter")
        receiver.wait_for_selector("[data-form-errors]")
        found += _problems(receiver, "folder:door, wrong", language)
        receiver.fill("[name=code]", code)
        receiver.press("[name=who]", "Enter")
        receiver.wait_for_url("**/gedeeld/lezen/**")
        found += _problems(receiver, "folder:shared", language)
        assert receiver.locator("nav, [role=search]").count() == 0
        receiver.click(".naast-main li a")
        receiver.wait_for_selector("h1")
        found += _problems(receiver, "folder:shared_page", language)
        assert "Claire" in receiver.locator("main").inner_text()
        resident.goto(f"{house.url}/map/{case}/delen/")
        found += _problems(resident, "folder:shares, read", language)
        assert "Wim van Woonstek" in resident.locator("main").inner_text()
        resident.locator("form[action$='/stop/'] button").first.click()
        resident.wait_for_load_state()
        receiver.reload()
        assert "Claire" not in receiver.content()
        found += _problems(receiver, "folder:shared, gone", language)
    receiver.context.close()
    # A 404 is what the page of a withdrawn share is; no other complaint.
    assert complaints + found == []
