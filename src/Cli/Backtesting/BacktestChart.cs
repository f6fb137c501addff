using System.Globalization;
using System.Net;
using System.Text;
using Evenhand.Node.Amending;

namespace Evenhand.Cli.Backtesting;

/// <summary>A backtest as a picture: for each of the accounts for which most changes, a bar of how much more or less it would have paid.</summary>
internal static class BacktestChart
{
    private const int Most = 30;
    private const int Row = 24;
    private const int Top = 56;
    private const int Middle = 480;
    private const int Widest = 240;
    private const int Width = 960;

    /// <summary>The picture, SVG.</summary>
    public static string Of(BacktestReport report)
    {
        var rows = report.Items.Where(each => each.More != 0).Take(Most).ToList();
        var most = rows.Select(each => Math.Abs(each.More)).DefaultIfEmpty(1).Max();
        var title =
            $"{report.Policy} {report.Version}: what accounts would have paid more or less in {report.Months} cycles";
        var svg = new StringBuilder();
        var height = Top + Row * Math.Max(1, rows.Count) + Row;
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" role="img" font-family="sans-serif" font-size="13">"""
        );
        svg.Append($"<title>{Escaped(title)}</title>");
        svg.Append($"""<rect width="{Width}" height="{height}" fill="#ffffff"/>""");
        svg.Append(
            $"""<text x="16" y="28" font-size="16" fill="#1a1a1a">{Escaped(title)}</text>"""
        );
        if (rows.Count == 0)
            svg.Append(
                $"""<text x="16" y="{Top + 16}" fill="#1a1a1a">Nothing would have been otherwise.</text>"""
            );
        for (var i = 0; i < rows.Count; i++)
            Bar(svg, rows[i], Top + i * Row, (int)(Widest * Math.Abs(rows[i].More) / most));
        return svg.Append("</svg>").Append('\n').ToString();
    }

    /// <summary>The colours differ in brightness too, and each bar says its figure.</summary>
    private static void Bar(StringBuilder svg, TriedAccount each, int y, int length)
    {
        var isMore = each.More > 0;
        var x = isMore ? Middle : Middle - length;
        var colour = isMore ? "#b3261e" : "#5b9bd5";
        var figure = each.More.ToString("+#,0.00;-#,0.00", CultureInfo.InvariantCulture);
        svg.Append(
            $"""<text x="16" y="{y + 16}" fill="#1a1a1a">{Escaped(Short(each.Account))}</text><rect x="{x}" y="{y + 4}" width="{Math.Max(1, length)}" height="{Row - 8}" fill="{colour}"/><text x="{Middle + Widest + 16}" y="{y + 16}" fill="#1a1a1a">{figure} {each.Currency}</text>"""
        );
    }

    private static string Short(string name) => name.Length <= 28 ? name : name[..27] + "…";

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);
}
