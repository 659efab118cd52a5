// Draws a table as lines or bars: <div data-chart="line" data-table="id" hidden>. Without scripts the table is all.
// The drawing is on a canvas; the numbers to be read stand in the table.
(function () {
  "use strict";

  if (!window.echarts) {
    return;
  }

  function words(cell) {
    return cell.textContent.trim();
  }

  function number(cell) {
    const found = words(cell).match(/-?\d+(\.\d+)?/);
    return found ? Number(found[0]) : null;
  }

  function series(table, kind) {
    const heads = [...table.tHead.rows[0].cells].slice(1).map(words);
    const lines = [...table.tBodies[0].rows];
    return {
      places: lines.map((line) => words(line.cells[0])),
      drawn: heads.map((name, at) => ({
        name: name,
        type: kind,
        symbolSize: 8,
        data: lines.map((line) => number(line.cells[at + 1])),
        label: { show: lines.length < 8, position: at % 2 ? "bottom" : "top" },
      })),
    };
  }

  function turned(table, kind) {
    const lines = [...table.tBodies[0].rows];
    return {
      places: [...table.tHead.rows[0].cells].slice(1).map(words),
      drawn: lines.map((line) => ({
        name: words(line.cells[0]),
        type: kind,
        symbolSize: 8,
        data: [...line.cells].slice(1).map(number),
      })),
    };
  }

  // The small build of ECharts has no legend: the names stand below, each with the sign of its line.
  function legend(names) {
    const line = document.createElement("p");
    line.className = "chart-names";
    names.forEach((name, at) => {
      const one = document.createElement("span");
      one.className = `chart-name-${at + 1}`;
      one.textContent = name;
      line.append(one);
    });
    return line;
  }

  function draw(place) {
    const table = document.getElementById(place.dataset.table);
    if (!table) {
      return;
    }
    place.hidden = false;
    const look = getComputedStyle(document.documentElement);
    const found = ("turned" in place.dataset ? turned : series)(table, place.dataset.chart);
    const chart = window.echarts.init(place);
    chart.setOption({
      animation: false,
      color: ["--pine", "--amber", "--seal", "--leaf", "--edge"].map((name) => look.getPropertyValue(name).trim()),
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 8, right: 16, top: 28, bottom: 8, containLabel: true },
      xAxis: { type: "category", data: found.places },
      yAxis: { type: "value", minInterval: 1 },
      series: found.drawn,
    });
    place.after(legend(found.drawn.map((one) => one.name)));
    window.addEventListener("resize", () => chart.resize());
  }

  document.querySelectorAll("[data-chart]").forEach(draw);
})();
