"""The pages as people meet them: by keyboard, on a phone, on paper, with a screen reader, off a server."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe

from vaxclaims import tables

pytestmark = pytest.mark.xdist_group("end_to_end")
A4 = 688  # the width in CSS pixels that the print margins leave


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(folder, soups, visit, scheme):
    """All of axe-core's rules in the light scheme; in the dark one those that colours can break."""
    options = {"resultTypes": ["violations"]}
    if scheme == "dark":
        options["runOnly"] = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
    found = {}
    for name in soups:
        page = visit(folder / name, color_scheme=scheme)
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        results = Axe().run(page, options=options)
        if results.violations_count:
            found[name] = results.generate_snapshot()
        page.context.close()
    assert found == {}


@pytest.mark.parametrize(
    "name", ["index.html", "index.zh.html", "run.html", "04_compare_places.html", "seed"]
)
def test_on_paper_no_table_is_cut(folder, soups, visit, name):
    name = next(page for page in soups if page.startswith("seeds/")) if name == "seed" else name
    page = visit(folder / name, A4)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    cut = page.evaluate(
        """() => [...document.querySelectorAll("th, td, img")].filter((part) => {
            const box = part.getBoundingClientRect();
            return box.width && (box.right > innerWidth + 1 || part.scrollWidth > part.clientWidth + 1);
        }).map((part) => part.outerHTML.slice(0, 200))"""
    )
    assert cut == []
    assert page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")


def test_the_keyboard_alone_skips_sorts_filters_unfolds_and_follows(folder, visit):
    page = visit(folder / "index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"
    seen = reach(page, "#all-findings ~ details.all > summary")
    assert "evidence" in " ".join(seen)
    page.keyboard.press("Enter")
    reach(page, "details.all input.filter")
    page.keyboard.type("7")
    reach(page, "details.all th button")
    page.keyboard.press("Enter")
    assert page.locator("details.all th[aria-sort=ascending]").count() == 1
    reach(page, "details.all tbody a.evidence")
    page.keyboard.press("Enter")
    page.wait_for_url("**/seeds/*.html#c-*")
    reach(page, ".back a", back=True)
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.html#sources")


def reach(page, selector: str, back=False, most=200) -> list[str]:
    """Press Tab until the focus is on `selector`; the classes passed on the way."""
    passed = []
    for _ in range(most):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        passed.append(page.evaluate("document.activeElement.className"))
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return passed
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_a_mark_of_a_chart_tells_its_claim_by_pointer_and_focus_and_leads_to_it(folder, visit):
    page = visit(folder / "index.html")
    spot = page.locator("#chart-07_measures .spot").first
    tip = spot.locator(".tip")
    shown = partial(tip.evaluate, "(tip) => getComputedStyle(tip).opacity")
    assert shown() == "0"
    spot.focus()
    assert shown() == "1" and tip.locator("q[lang=zh]").first.inner_text()
    page.locator("h1").hover()
    spot.evaluate("(link) => link.blur()")
    spot.hover()
    assert shown() == "1"
    spot.click()
    page.wait_for_url("**/seeds/*.html#c-*")
    assert page.locator(":target mark").first.is_visible()


def test_a_mark_lies_where_the_picture_shows_it(folder, visit):
    """The picture's pixels under a mark have a colour: an empty cell or the margin would be white."""
    from PIL import Image

    page = visit(folder / "index.html")
    boxes = page.locator("#chart-07_measures .spot").evaluate_all(
        "spots => spots.map(s => ['left', 'top', 'width', 'height'].map(k => parseFloat(s.style[k])))"
    )
    with Image.open(folder / "figures" / "07_measures.en.png") as picture:
        picture = picture.convert("RGB")
        across, down = picture.width / 100, picture.height / 100
        corners = [
            picture.getpixel((int((left + 0.05 * wide) * across), int((top + tall / 2) * down)))
            for left, top, wide, tall in boxes
        ]
    assert sum(min(corner) < 250 for corner in corners) > 0.8 * len(corners) > 20


def test_a_finding_is_unfolded_when_an_address_points_at_it(folder, visit):
    row = tables.read_table(folder / "processed" / "findings.csv", "findings")["finding_id"].iloc[-1]
    page = visit(folder / "index.html")
    assert not page.locator(f"[id='f-{row}']").is_visible()
    page.evaluate("(to) => { location.hash = to; }", f"f-{row}")
    page.locator(f"[id='f-{row}']").wait_for(state="visible")


def test_from_a_server_every_download_arrives_and_nothing_else_is_asked(folder, chromium):
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = f"http://127.0.0.1:{server.server_port}/"
    context = chromium.new_context()
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{home}index.html")
    for link in page.locator("#chart-01_claims_matrix a[download], a[href='processed/claims.csv']").all():
        with page.expect_download() as download:
            link.click()
        name = download.value.suggested_filename
        assert download.value.path().read_bytes() == next(folder.rglob(name)).read_bytes()
    assert all(url.startswith((home, "data:")) for url in asked)
    context.close()
    server.shutdown()


def test_the_whole_folder_stays_under_ten_megabytes(folder):
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 10_000_000
