// Draws a table as lines: <div data-chart="line" data-table="id" hidden>, with data-turned a line for each row.
// The drawing is on a canvas; the numbers to be read stand in the table, which is all there is without scripts.
(function () {
  "use strict";

  const words = (cell) => cell.textContent.trim();
  const number = (cell) => Number((words(cell).match(/-?\d+(\.\d+)?/) || [NaN])[0]);

  // Columns are lines; turned, rows are. Gives the places along the bottom and each line's name and numbers.
  function read(table, turned) {
    const rows = [...table.tBodies[0].rows].map((row) => [...row.cells]);
    const heads = [...table.tHead.rows[0].cells].slice(1).map(words);
    if (turned) {
      return { places: heads, lines: rows.map((row) => [words(row[0]), row.slice(1).map(number)]) };
    }
    const lines = heads.map((head, at) => [head, rows.map((row) => number(row[at + 1]))]);
    return { places: rows.map((row) => words(row[0])), lines: lines };
  }

  // The small build of ECharts has no legend: the names stand below, each with the sign of its line.
  function names(lines) {
    const below = document.createElement("p");
    below.className = "chart-names";
    lines.forEach(([name], at) => {
      const one = document.createElement("span");
      one.className = `chart-name-${at + 1}`;
      one.textContent = name;
      below.append(one);
    });
    return below;
  }

  function draw(place) {
    const found = read(document.getElementById(place.dataset.table), "turned" in place.dataset);
    const look = getComputedStyle(document.documentElement);
    place.hidden = false;
    place.after(names(found.lines));
    const chart = window.echarts.init(place);
    chart.setOption({
      animation: false,
      color: ["--pine", "--amber", "--seal", "--leaf", "--edge"].map((name) => look.getPropertyValue(name).trim()),
      grid: { left: 8, right: 16, top: 28, bottom: 8, containLabel: true },
      xAxis: { type: "category", data: found.places },
      yAxis: { type: "value", minInterval: 1 },
      series: found.lines.map(([name, data], at) => ({
        type: place.dataset.chart,
        name: name,
        data: data,
        label: { show: at === 0, position: "top" },
      })),
    });
    window.addEventListener("resize", () => chart.resize());
  }

  if (window.echarts) {
    document.querySelectorAll("[data-chart]").forEach(draw);
  }
})();
