"""The first hour with the published data, with three charts: `marimo edit docs/notebooks/first_hour.py`."""

import marimo

app = marimo.App(width="medium", app_title="Aozora: the first hour")


@app.cell
def _():
    import os
    from pathlib import Path

    import duckdb
    import marimo as mo
    import matplotlib.pyplot as plt
    import noto_cjk_sans_jp_regular
    from matplotlib.font_manager import FontProperties, fontManager

    folder = Path(os.environ.get("AOZORA_DATA", "data")) / "published"
    data = duckdb.connect(str(folder / "aozora.duckdb"), read_only=True)
    for face in Path(noto_cjk_sans_jp_regular.__file__).parent.rglob("*.otf"):
        fontManager.addfont(face)
        plt.rcParams["font.family"] = FontProperties(fname=face).get_name()
    return data, folder, mo, plt


@app.cell
def _(folder, mo):
    mo.md(f"""
    # 公開データ 最初の一時間 / the first hour

    `{folder}` holds what was read and what was made of it. `FROM dictionary` says what every column is.
    """)


@app.cell
def _(data, mo):
    tables = data.sql("SELECT name, description FROM dictionary WHERE part = 'reading' AND position = 0 ORDER BY name")
    mo.ui.table([dict(zip(tables.columns, row, strict=True)) for row in tables.fetchall()], selection=None)


@app.cell
def _(mo):
    mo.md("""
    ## 1. 友好都市の PM2.5 目標
    A level that is aimed at (µg/m³), by when it is due; a draft counts where nothing is issued, and is pale.
    Each stands beside its Chinese sentence.
    """)


@app.cell
def _(data):
    aims = data.sql("""
        SELECT place_ja, due, value, status, sentence, title
        FROM targets
        WHERE contains(indicator_key, '细颗粒物') AND unit_key(unit) = '微克/立方米' AND due IS NOT NULL
            AND comparator <> 'decrease' AND area_place = place AND status <> 'none'
        QUALIFY row_number() OVER (PARTITION BY place, due ORDER BY status <> 'draft' DESC, published DESC, value) = 1
        ORDER BY place, due
    """).fetchall()
    return (aims,)


@app.cell
def _(aims, plt):
    figure, axes = plt.subplots(figsize=(8, 0.5 * max(3, len(aims)) + 1.2), layout="constrained")
    ends = [f"{due.year}年末" if due.month == 12 else f"{due.year}年{due.month}月" for _, due, *_ in aims]
    labels = [f"{place}　{end}" for (place, *_), end in zip(aims, ends, strict=True)]
    colours = ["#a9cbe4" if status == "draft" else "#2b7bba" for _, _, _, status, *_ in aims]
    bars = axes.barh(labels, [value for _, _, value, *_ in aims], color=colours, height=0.6)
    axes.bar_label(bars, fmt="%g", padding=4)
    axes.invert_yaxis()
    axes.set_title("PM2.5 年平均濃度の目標（µg/m³）", loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    targets_chart = figure
    targets_chart  # noqa: B018 a cell shows its last line
    return (targets_chart,)


@app.cell
def _(mo):
    mo.md("""
    ## 2. テーマ別・月別の件数
    Documents on air by theme and by the month in which they were first seen.
    """)


@app.cell
def _(data):
    counted = data.sql("""
        SELECT t.ja, d.first_month, count(*) AS documents
        FROM (SELECT first_month, unnest(themes) AS theme FROM documents WHERE relevance <> 'not') d
        JOIN themes t ON t.id = d.theme
        GROUP BY ALL
        ORDER BY t.ja, d.first_month
    """).fetchall()
    return (counted,)


@app.cell
def _(counted, plt):
    totals = {theme: sum(count for of, _, count in counted if of == theme) for theme, _, _ in counted}
    themes = sorted(totals, key=lambda theme: -totals[theme])[:12]
    months = sorted({month for _, month, _ in counted})
    figure_2, axes_2 = plt.subplots(figsize=(8, 0.42 * max(3, len(themes)) + 1.2), layout="constrained")
    left = [0] * len(themes)
    for number, month in enumerate(months):
        found = {theme: count for theme, of, count in counted if of == month}
        widths = [found.get(theme, 0) for theme in themes]
        shade = plt.cm.Blues(0.35 + 0.5 * number / max(1, len(months) - 1))
        axes_2.barh(themes, widths, left=left, label=month, height=0.65, color=shade)
        left = [before + width for before, width in zip(left, widths, strict=True)]
    for at, total in enumerate(left):
        axes_2.annotate(str(total), (total, at), xytext=(4, 0), textcoords="offset points", va="center")
    axes_2.invert_yaxis()
    axes_2.set_title("テーマ別の文書数（初出月）", loc="left")
    axes_2.spines[["top", "right"]].set_visible(False)
    axes_2.legend(frameon=False, loc="lower right")
    themes_chart = figure_2
    themes_chart  # noqa: B018
    return (themes_chart,)


@app.cell
def _(mo):
    mo.md("""
    ## 3. 国から市へ
    How many days after a plan of centre or province each place answered it. "Not seen" never means that there is none.
    """)


@app.cell
def _(data):
    way = data.sql("""
        SELECT title, place_ja, days_after, state
        FROM cascade
        WHERE state <> 'not_seen' AND days_after IS NOT NULL
            AND plan_id = (
                SELECT arg_max(plan_id, answers) FROM (
                    SELECT plan_id, count(*) AS answers FROM cascade
                    WHERE state <> 'not_seen' AND days_after IS NOT NULL GROUP BY plan_id
                )
            )
        ORDER BY days_after, place_ja
    """).fetchall()
    return (way,)


@app.cell
def _(plt, way):
    states = {"issued": ("公布", "#2b7bba"), "drafted": ("案", "#f2a33a"), "cited": ("引用", "#9aa5b1")}
    figure_3, axes_3 = plt.subplots(figsize=(8, 0.42 * max(3, len(way)) + 1.2), layout="constrained")
    for state, (label, colour) in states.items():
        points = [(days, place) for _, place, days, of in way if of == state]
        if points:
            axes_3.scatter([days for days, _ in points], [name for _, name in points], label=label, color=colour, s=60)
    axes_3.set_xlabel("計画の日付からの日数")
    axes_3.set_title(f"{way[0][0][:40] if way else ''}：各地の対応", loc="left")
    axes_3.grid(axis="x", alpha=0.3)
    axes_3.spines[["top", "right"]].set_visible(False)
    if way:
        axes_3.invert_yaxis()
        axes_3.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1))
    cascade_chart = figure_3
    cascade_chart  # noqa: B018
    return (cascade_chart,)


@app.cell
def _(cascade_chart, mo, targets_chart, themes_chart):
    import os as _os
    from pathlib import Path as _Path

    if _target := _os.environ.get("AOZORA_CHARTS"):
        for _name, _chart in (("targets", targets_chart), ("themes", themes_chart), ("cascade", cascade_chart)):
            _chart.savefig(_Path(_target) / f"{_name}.png", dpi=110)
    mo.md("""
    ## 次に / next

    `aozora query --saved list` names ten questions that are asked again and again; `aozora search 挥发性有机物` finds
    documents in Chinese and Japanese; `aozora export targets --format csv` opens in Excel.
    """)


if __name__ == "__main__":
    app.run()
