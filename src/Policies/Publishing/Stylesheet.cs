using System.Text;

namespace Evenhand.Policies.Publishing;

/// <summary>The looks of every page: one style sheet that stands in the page itself.</summary>
internal static class Stylesheet
{
    /// <summary>The whole style sheet.</summary>
    public static readonly string Css =
        $":root{{color-scheme:light dark;{Palette.Light.Css()}}}\n"
        + $"@media (prefers-color-scheme:dark){{:root{{{Palette.Dark.Css()}}}}}\n"
        + Text
        + Blocks
        + Layout
        + Print;

    /// <summary>What stands in the margin of printed pages, beside their numbers.</summary>
    public static string Margin(string words) =>
        $"@media print{{@page{{@bottom-left{{content:\"{Escaped(words)}\"}}}}}}\n";

    /// <summary>Every sign that might end a text of the style sheet, or the sheet itself, by its number.</summary>
    private static string Escaped(string words) =>
        string.Concat(
            words
                .EnumerateRunes()
                .Select(rune =>
                    Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '.' or ',' or '-'
                        ? rune.ToString()
                        : $"\\{rune.Value:x} "
                )
        );

    private const string Text = """
        :root{--serif:"Iowan Old Style","Palatino Linotype",Palatino,"Source Serif 4",Georgia,"Liberation Serif","Times New Roman",serif;--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;--mono:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace}
        *,::before,::after{box-sizing:border-box}
        html{font-size:100%;-webkit-text-size-adjust:100%;scroll-behavior:smooth;scroll-padding-top:1.5rem}
        body{margin:0;background:var(--paper);color:var(--ink);font:1.125rem/1.62 var(--serif);font-kerning:normal;font-variant-numeric:oldstyle-nums proportional-nums;text-rendering:optimizeLegibility;overflow-wrap:break-word}
        h1,h2,h3,h4{line-height:1.2;text-wrap:balance;font-weight:600}
        h1{font-size:clamp(2rem,1.4rem + 2.6vw,3rem);letter-spacing:-.015em;margin:0 0 1.25rem}
        h2{font-size:1.75rem;letter-spacing:-.01em;margin:4rem 0 1rem;padding-top:1.5rem;border-top:1px solid var(--line)}
        h3{font-size:1.3rem;margin:3rem 0 .6rem}
        h4{font-size:1.05rem;margin:1.8rem 0 .4rem}
        h2 a,h3 a,h4 a{color:inherit;text-decoration:none}
        h2 a:hover,h3 a:hover,h4 a:hover{text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.18em}
        p{margin:0 0 1em;text-wrap:pretty}
        ul,ol{margin:0 0 1em;padding-left:1.4em}
        li{margin:.3em 0}
        a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.18em}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
        code,pre{font-family:var(--mono);font-size:.82em;font-variant-numeric:lining-nums}
        pre{overflow-x:auto;margin:0;padding:1rem;line-height:1.5;font-size:.8rem;white-space:pre-wrap}
        blockquote{margin:1em 0;padding-left:1.2em;border-left:2px solid var(--line);color:var(--muted)}
        .skip{position:absolute;left:1rem;top:-6rem;padding:.6rem 1rem;background:var(--paper);z-index:9;font-family:var(--sans)}
        .skip:focus{top:1rem}

        """;

    private const string Blocks = """
        main p,main li,main dd,main summary{position:relative}
        .figure>a{text-decoration-style:dotted;font-variant-numeric:lining-nums;white-space:nowrap}
        .tip{position:absolute;left:0;right:0;margin-top:2em;padding:.5rem .8rem;z-index:5;background:var(--panel);color:var(--ink);border:1px solid var(--line);border-left:3px solid var(--link);box-shadow:0 .4rem 1.4rem rgb(0 0 0/.16);font:.875rem/1.45 var(--sans);font-variant-numeric:lining-nums;text-align:left;visibility:hidden;opacity:0;transition:opacity .12s .08s,visibility .12s .08s}
        .scroll .tip{position:fixed;left:1rem;right:1rem;bottom:1rem;margin:0 auto;max-width:34rem}
        .tip::before{content:"";position:absolute;left:0;right:0;top:-.7rem;height:.7rem}
        .tip b{font-weight:600}
        .tip code{color:var(--muted)}
        .figure:hover .tip,.figure:focus-within .tip{visibility:visible;opacity:1}
        .label{font:600 .78rem/1.4 var(--sans);letter-spacing:.04em;color:var(--muted);margin:1.6rem 0 .4rem}
        details{font-family:var(--sans);font-size:.925rem;line-height:1.55;font-variant-numeric:lining-nums}
        summary{cursor:pointer;padding:.65rem .9rem .65rem 2rem;list-style:none}
        summary::-webkit-details-marker{display:none}
        summary::before{content:"";position:absolute;left:.95rem;top:1.2em;width:.42em;height:.42em;border:solid var(--muted);border-width:0 1.5px 1.5px 0;transform:rotate(-45deg);transition:transform .12s}
        details[open]>summary::before{transform:rotate(45deg)}
        .reading,.example{background:var(--panel);border-left:3px solid var(--accent);margin:.4rem 0}
        .example{border-left-color:var(--worked)}
        .within{padding:0 .9rem .8rem 2rem}
        .reading q{font-family:var(--serif);font-style:italic;font-size:1.08em}
        .reading q::before,.reading q::after,summary q::before,summary q::after{content:none}
        dl{margin:0}
        dt{font-weight:600;font-size:.8rem;color:var(--muted);margin-top:.7rem}
        dt:first-child{margin-top:0}
        dd{margin:.1rem 0 0}
        dd ul,dd ol{margin:0;padding-left:1.3em}
        dd p{margin:.3rem 0}
        .when{color:var(--muted)}
        .fields{color:var(--muted)}
        .answer{font-weight:600}
        .note{padding:.7rem 0 .7rem .9rem;border-left:3px solid var(--line);color:var(--muted);font:.95rem/1.5 var(--sans)}
        .rule>summary{color:var(--muted);font-size:.85rem;padding-left:1.4rem}
        .rule>summary::before{left:.35rem;top:1.15em}
        .rule{margin:.8rem 0 0}
        .rule pre{background:var(--panel)}
        .scroll{overflow-x:auto;margin:.4rem 0 1.2rem}
        table{border-collapse:collapse;font:.9rem/1.45 var(--sans);font-variant-numeric:lining-nums tabular-nums;min-width:50%}
        caption{text-align:left;font:600 .78rem/1.4 var(--sans);letter-spacing:.04em;color:var(--muted);padding:.5rem 0}
        th,td{padding:.45rem 1rem .45rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
        th{font-weight:600}
        thead th{color:var(--muted);font-size:.82rem}
        td.number,th.number{text-align:right}

        """;

    private const string Layout = """
        .page{max-width:78rem;margin:0 auto;padding:2.5rem 1.25rem 5rem}
        header{margin-bottom:2rem}
        .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(12rem,44%),1fr));gap:.9rem 1.6rem;max-width:68ch;font:.925rem/1.5 var(--sans);font-variant-numeric:lining-nums}
        .facts .wide{grid-column:1/-1}
        .standing{max-width:68ch;padding:.7rem 1rem;border-left:3px solid var(--accent);background:var(--panel);font:.95rem/1.5 var(--sans);font-variant-numeric:lining-nums}
        footer code{word-break:break-all}
        main{max-width:68ch;min-width:0}
        nav{font:.9rem/1.4 var(--sans)}
        nav ul{list-style:none;padding:0;margin:0}
        nav li{margin:0}
        nav a{display:block;padding:.28rem 0;color:var(--muted);text-decoration:none}
        .side{scroll-target-group:auto}
        .side a:target-current{color:var(--link);text-decoration:underline}
        nav a:hover{color:var(--link);text-decoration:underline}
        nav>ul>li>a,.top details>ul>li>a{color:var(--ink);font-weight:600;margin-top:.7rem}
        .side{display:none}
        .top{border-block:1px solid var(--line);margin-bottom:2rem}
        .top ul{padding-bottom:.4rem}
        .top ul ul{padding-left:1rem}
        .top summary{padding-left:1.4rem}
        .top summary::before{left:.35rem}
        .top summary{position:relative}
        footer{max-width:68ch;margin-top:5rem;padding-top:1.2rem;border-top:1px solid var(--line);color:var(--muted);font:.875rem/1.55 var(--sans)}
        .cards{list-style:none;padding:0}
        .cards li{border-top:1px solid var(--line);padding:1.2rem 0;margin:0}
        .cards h2{border:0;margin:0;padding:0;font-size:1.5rem}
        .cards p{margin:.3rem 0 0;color:var(--muted);font:.925rem/1.5 var(--sans)}
        @media (min-width:64rem){
        .page{padding:4rem 3rem 6rem}
        .columns{display:grid;grid-template-columns:15rem minmax(0,68ch);column-gap:4.5rem;align-content:start;grid-template-rows:auto 1fr}
        .columns>.lead{grid-column:2}
        .side{display:block;grid-column:1;grid-row:1/span 2;position:sticky;top:0;align-self:start;max-height:100vh;overflow-y:auto;padding:.2rem 1rem 2rem 0}
        .top{display:none}
        }
        @media (prefers-reduced-motion:reduce){*,::before,::after{transition:none!important;scroll-behavior:auto!important}}

        """;

    private const string Print = """
        @media print{
        @page{margin:22mm 20mm;@bottom-left{font:8.5pt system-ui,sans-serif;color:#444}@bottom-right{font:8.5pt system-ui,sans-serif;color:#444;content:counter(page) " / " counter(pages)}}
        :root{--paper:#fff;--panel:#fff;--ink:#000;--muted:#444;--link:#000;--line:#bbb;--accent:#777;--worked:#777}
        body{font-size:10.5pt;line-height:1.45}
        nav,.skip,.tip,.rule{display:none!important}
        .page{padding:0;max-width:none}
        .columns{display:block}
        main,footer,.facts{max-width:none}
        details::details-content{display:block;content-visibility:visible;block-size:auto}
        summary{padding-left:.9rem}
        summary::before{display:none}
        .within{padding-left:.9rem}
        h1,h2,h3,h4,.label,summary,caption{break-after:avoid}
        h2{margin-top:2rem}
        h3{margin-top:1.6rem}
        .reading,tr,.note{break-inside:avoid}
        details,table{font-size:9pt}
        dt,caption,.label,thead th{font-size:8.5pt}
        .facts{font-size:9pt}
        .scroll{overflow:visible}
        p,li{orphans:3;widows:3}
        a{text-decoration:none}
        }

        """;
}
