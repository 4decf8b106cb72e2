"""Figure 11: the words that set the passages about one place apart from those about another."""

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import jieba
import numpy as np
import pandas as pd

from vaxclaims.comparison import style, words
from vaxclaims.comparison.style import SIZES
from vaxclaims.comparison.usable import frame
from vaxclaims.comparison.words import say
from vaxclaims.paths import LEXICON
from vaxclaims.shown import Shown

NAME = "11_vocabulary"
COLUMNS = [
    "word",
    "leans_to",
    "count_first",
    "count_second",
    "words_first",
    "words_second",
    "passages_first",
    "passages_second",
    "first",
    "second",
    "g2",
    "log_ratio",
    "low",
    "high",
    "apart",
]
ZONES = ("headline", "lead", "body")
DRAWS, SEED = 2000, 20210523  # resampled corpora for the intervals, and where the random numbers start
_TOP, _OFTEN = 10, 3
# Words that any sentence may have, whatever it is about.
_EMPTY_WORDS = frozenset(
    "可以 进行 通过 以及 为了 目前 同时 其中 已经 一个 这些 这种 各种 他们 我们 自己 "
    "没有 成为 作为 由于 对于 根据 按照 并且 而且 因此 所以 但是 如果 还是 或者 不仅 "
    "以上 以下 左右 之后 之前 此外 另外 其他 等等 有关 相关 需要 能够 应当 应该 必须 "
    "开始 继续 之间 方面 情况 时间 近日 昨天 今天 当天 截至 据悉 了解 表示 介绍 ".split()
)
_SUFFIX = re.compile(r"(?:特别行政区|(?:维吾尔|壮族|回族)?自治区|自治州|地区|[省市区县旗盟])$")
_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}$")


def vocabulary(documents, zones, facts, wordings, places, lexicon=LEXICON) -> pd.DataFrame:
    """Keyness of every word that occurs at least _OFTEN times in the passages about the first two `places`.

    `g2` is the log-likelihood ratio (Dunning 1993, Computational Linguistics 19:61-74), `log_ratio` the
    binary logarithm of the ratio of relative frequencies (Hardie 2014) with half an occurrence added to
    each count, `low` and `high` its 95 % interval (see `intervals`). `apart` is 'yes' when the interval
    excludes 0.
    """
    if documents is None or len(places) < 2:
        return frame([], COLUMNS)
    first, second = places[:2]
    told = passages(documents, zones, facts, wordings, places)
    names = {name for place in places for name in _names(place, facts, wordings)}
    bags = {
        place: [
            [word for word in tokens(text, lexicon) if word not in names | _EMPTY_WORDS]
            for text in told.get(place, [])
        ]
        for place in (first, second)
    }
    if not all(any(bag) for bag in bags.values()):
        return frame([], COLUMNS)
    vocabulary = sorted({word for bag in bags.values() for passage in bag for word in passage})
    counts = [_counts(bags[place], vocabulary) for place in (first, second)]
    often = (counts[0].sum(axis=0) + counts[1].sum(axis=0)) >= _OFTEN
    sizes = [int(count.sum()) for count in counts]
    low, high = intervals(*counts)
    rows = []
    for i in np.flatnonzero(often):
        a, b = (int(count[:, i].sum()) for count in counts)
        ratio = log_ratio(a, b, *sizes)
        rows.append(
            {
                "word": vocabulary[i],
                "leans_to": first if ratio > 0 else second,
                "count_first": a,
                "count_second": b,
                "words_first": sizes[0],
                "words_second": sizes[1],
                "passages_first": len(counts[0]),
                "passages_second": len(counts[1]),
                "first": first,
                "second": second,
                "g2": round(log_likelihood(a, b, *sizes), 4),
                "log_ratio": round(float(ratio), 4),
                "low": _exact(low[i]),
                "high": _exact(high[i]),
                "apart": "yes" if low[i] > 0 or high[i] < 0 else "",
            }
        )
    rows.sort(key=lambda row: (-row["g2"], row["word"]))
    return frame(rows, COLUMNS)


def _exact(number) -> Decimal:
    return Decimal(f"{number:.4f}")


def passages(documents, zones, facts, wordings, places) -> dict[str, list[str]]:
    """Sentences about each place: those that name it and no other compared place, and those after them
    that name
    none. Only pages with a charted claim or arrangement count, and of them only headline, lead and body."""
    relevant = set(facts["doc_id"]) | set(wordings["doc_id"])
    names = {place: _names(place, facts, wordings) for place in places}
    told: dict[str, list[str]] = {}
    for page in documents.to_dict("records"):
        if page["doc_id"] not in relevant:
            continue
        about = ""
        for sentence in _SENTENCE.findall(_read(page, zones)):
            named = [place for place in places if any(name in sentence for name in names[place])]
            about = named[0] if len(named) == 1 else "" if named else about
            if about and sentence.strip():
                told.setdefault(about, []).append(sentence.strip())
    return told


def _read(page, zones) -> str:
    shown = Shown(page["text"])
    mine = zones[zones["doc_id"] == page["doc_id"]]
    if mine.empty:
        return shown.view
    mine = mine[mine["zone"].isin(ZONES)]
    spans = sorted(zip(mine["start"], mine["end"], strict=True))
    return "\n".join(shown.view[shown.at(start) : shown.at(end)] for start, end in spans)


def _names(place, facts, wordings) -> list[str]:
    """What a sentence may call the place: its name and its parts', each with and without 省, 市, 区."""
    paths = {
        place,
        *facts.loc[facts["home"] == place, "place"],
        *wordings.loc[wordings["home"] == place, "place"],
    }
    full = {path.split("/")[-1] for path in paths}
    return sorted(full | {short for name in full if len(short := _SUFFIX.sub("", name)) > 1})


@cache
def _tokenizer(lexicon: Path) -> jieba.Tokenizer:
    jieba.setLogLevel("ERROR")
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    if lexicon.is_file():
        with lexicon.open("rb") as file:
            tokenizer.load_userdict(file)
    return tokenizer


def tokens(text: str, lexicon=LEXICON) -> list[str]:
    """The Chinese words of two characters or more, by jieba's dictionary and the project's. No guessing of
    unknown
    words (jieba's HMM): what is not in a dictionary stays single characters, and a term is added in the
    lexicon.
    """
    squeezed = re.sub(r"(?<=[\u4e00-\u9fff])[ \t]+(?=[\u4e00-\u9fff])", "", text)
    return [word for word in _tokenizer(Path(lexicon)).cut(squeezed, HMM=False) if _WORD.match(word)]


def _counts(bag, vocabulary) -> np.ndarray:
    column = {word: i for i, word in enumerate(vocabulary)}
    counts = np.zeros((len(bag), len(vocabulary)), dtype=np.int64)
    for row, passage in enumerate(bag):
        for word in passage:
            counts[row, column[word]] += 1
    return counts


def log_likelihood(a: int, b: int, total_a: int, total_b: int) -> float:
    """G² of a word seen a times among total_a words and b times among total_b (Dunning 1993)."""
    expected = [(a + b) * total / (total_a + total_b) for total in (total_a, total_b)]
    cells = [
        (a, expected[0]),
        (b, expected[1]),
        (total_a - a, total_a - expected[0]),
        (total_b - b, total_b - expected[1]),
    ]
    return 2 * sum(seen * float(np.log(seen / hoped)) for seen, hoped in cells if seen)


def log_ratio(a, b, total_a, total_b):
    """How many doublings more frequent a word is among the first words than among the second."""
    return np.log2((a + 0.5) / (total_a + 0.5)) - np.log2((b + 0.5) / (total_b + 0.5))


def intervals(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """95 % limits of `log_ratio` per column: the wider, at either end, of two intervals.

    Percentiles over corpora whose passages (rows) are drawn with replacement (Efron 1979) know that the
    words of a passage come together, but not that a word with no occurrence might have had one; Wald's
    (Agresti 2013, 3.1.1) knows the second and not the first.
    """
    random = np.random.default_rng(SEED)
    drawn = [
        random.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), size=DRAWS) @ rows
        for rows in (first, second)
    ]
    ratios = log_ratio(drawn[0], drawn[1], *(counts.sum(axis=1, keepdims=True) for counts in drawn))
    drawn_low, drawn_high = np.percentile(ratios, [2.5, 97.5], axis=0)
    a, b = first.sum(axis=0), second.sum(axis=0)
    middle = log_ratio(a, b, a.sum(), b.sum())
    error = (
        1.96 * np.sqrt(1 / (a + 0.5) + 1 / (b + 0.5) - 1 / (a.sum() + 0.5) - 1 / (b.sum() + 0.5)) / np.log(2)
    )
    return np.minimum(drawn_low, middle - error), np.maximum(drawn_high, middle + error)


@style.styled
def plot_vocabulary(table, places, language="en"):
    """The words of highest keyness for either place; words whose interval touches zero are pale."""
    sides = [table[table["leans_to"] == place].head(_TOP).to_dict("records") for place in places[:2]]
    rows = sides[0] + sides[1][::-1] if table.shape[0] else []
    figure, ax = style.canvas(height=0.27 * max(len(rows), 5) + 0.8)
    if rows:
        _draw(ax, rows, places, language)
    else:
        style.nothing(
            ax, say(language, "Two places with passages of their own are needed.", "需要两个各有段落的地方。")
        )
    return style.chart(
        NAME,
        language,
        figure,
        table,
        _title(table, places, language),
        say(
            language,
            "How many times as often the word occurs; the words of highest log-likelihood on either side; "
            "bar: 95 % interval",
            "词频之比；两侧各取对数似然值最高的词；横条：95%区间",
        ),
        _alt(table, places, language),
        say(
            language, "Words that set one place's passages apart from another's", "一地段落区别于另一地的用词"
        ),
        say(language, "Source: ", "来源：") + _size(rows, places, language),
        notes=[_caution(table, rows, language)],
    )


def _draw(ax, rows, places, language) -> None:
    style.ledger(
        ax,
        [
            (row["word"], style.ink(row["leans_to"], places) if row["apart"] else style.QUIET, False)
            for row in rows
        ],
    )
    for y, row in enumerate(rows):
        shade = style.colour(row["leans_to"], places) if row["apart"] else style.RULE
        ax.plot(
            [float(row["low"]), float(row["high"])],
            [y, y],
            color=shade,
            linewidth=4,
            alpha=0.6,
            solid_capstyle="butt",
        )
        ax.plot([row["log_ratio"]], [y], marker="o", markersize=7, color=shade, markeredgecolor=style.PAPER)
        ax.annotate(
            f"{row['count_first']} : {row['count_second']}",
            (1.01, y),
            xycoords=ax.get_yaxis_transform(),
            va="center",
            fontsize=SIZES["note"],
            color=style.QUIET,
        )
    ax.axvline(0, color=style.INK, linewidth=1)
    reach = max(abs(float(row[end])) for row in rows for end in ("low", "high")) * 1.05
    ticks = [tick for tick in range(-12, 13, 2) if abs(tick) <= reach]
    ax.set_xlim(-reach, reach)
    ax.set_xticks(ticks, ["1" if not tick else f"{2 ** abs(tick)}×" for tick in ticks])
    first, second = (words.place(place, language) for place in places[:2])
    ax.set_xlabel(
        say(
            language,
            f"← more often of {second}    |    more often of {first} →    (right: occurrences)",
            f"← 更多用于{second}    |    更多用于{first} →    （右：出现次数）",
        )
    )


def _apart(table, place) -> list[str]:
    return list(table.loc[(table["leans_to"] == place) & (table["apart"] == "yes"), "word"])


def _title(table, places, language) -> str:
    if table.empty:
        return say(language, "No passages to compare word by word", "没有可逐词比较的段落")
    parts = []
    for place in places[:2]:
        mine = _apart(table, place)[:4]
        name = words.place(place, language)
        parts.append(
            say(
                language,
                f"{name}: {', '.join(mine) or 'no word surely'}",
                f"{name}：{'、'.join(mine) or '没有可以确定的词'}",
            )
        )
    return say(
        language,
        "Words that set the passages apart. " + "; ".join(parts),
        "区别两地段落的词。" + "；".join(parts),
    )


def _size(rows, places, language) -> str:
    if not rows:
        return say(language, "no passages.", "无段落。")
    row = rows[0]
    parts = [
        say(
            language,
            f"{row[f'passages_{side}']} sentences, {row[f'words_{side}']} words about "
            f"{words.place(place, language)}",
            f"{words.place(place, language)}{row[f'passages_{side}']}句{row[f'words_{side}']}词",
        )
        for side, place in zip(("first", "second"), places, strict=False)
    ]
    return say(language, "; ", "；").join(parts) + say(language, ".", "。")


def _caution(table, rows, language) -> str:
    if not rows:
        return ""
    sure = int((table["apart"] == "yes").sum())
    return say(
        language,
        f"Of {len(table)} words seen {_OFTEN} times or more {sure} have an interval that excludes equal use; "
        "the others are pale. About one in twenty would by chance. Names of the places are left out.",
        f"出现{_OFTEN}次以上的{len(table)}个词中，{sure}个的区间不含“同样频繁”，"
        "其余为浅色；其中约二十分之一可能出于偶然。地名不计。",
    )


def _alt(table, places, language) -> str:
    parts = [_title(table, places, language)]
    for row in table.head(8).to_dict("records"):
        parts.append(f"{row['word']} {row['count_first']} : {row['count_second']}")
    return say(language, ". ", "。").join(part.rstrip("。.") for part in parts) + say(language, ".", "。")
