-- 友好都市のPM2.5目標（年別）
-- What partner cities and their provinces aim at for PM2.5, by place and year: the latest document that says so, with its
-- Chinese sentence. A central plan that names the city counts too.
-- $municipality: id or Japanese name of a municipality; all of them when left out
-- $year: year by whose end it is due; all years when left out
WITH partner AS (
    SELECT place, place_ja, list(DISTINCT municipality_ja ORDER BY municipality_ja) AS municipalities_ja
    FROM partners
    WHERE $municipality::VARCHAR IS NULL OR $municipality::VARCHAR IN (municipality, municipality_ja)
    GROUP BY ALL
)
SELECT
    p.place_ja, year(t.due) AS due_year, t.indicator, t.comparator, t.value, t.value_high, t.unit, t.base_year, t.due,
    said_ja(t.status) AS status_ja, p.municipalities_ja, t.title_ja, t.title, t.published, t.sentence, t.url
FROM partner p
JOIN targets t ON t.area_place = p.place
WHERE contains(t.indicator_key, '细颗粒物') AND t.comparator IN ('decrease', 'at_most', 'below', 'equal', 'about')
    AND t.status <> 'none' AND ($year::VARCHAR IS NULL OR year(t.due) = $year::BIGINT)
QUALIFY row_number() OVER (
    PARTITION BY p.place, t.due, t.comparator = 'decrease', t.indicator_key, t.unit
    ORDER BY t.status <> 'draft' DESC, t.published DESC NULLS LAST, t.document_id, t.value
) = 1
ORDER BY p.place, t.due NULLS LAST, t.comparator, t.indicator, t.value;
