using Evenhand.Core.Time;
using Evenhand.Policies.Publishing;
using Evenhand.Replay.Output;
using Evenhand.Wire;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Formats;

/// <summary>Statements as rows, and as a page for people.</summary>
public static class StatementSheets
{
    private static readonly string[] Head =
    [
        "account",
        "policy",
        "from",
        "to",
        "currency",
        "clause",
        "version",
        "quantity",
        "unit",
        "included",
        "billable",
        "unit_price",
        "per",
        "amount",
        "status",
        "kind",
        "cycle",
        "because",
        "state",
        "decided_by",
        "decided_at",
        "decided_because",
        "conversions",
    ];

    /// <summary>A row for each line.</summary>
    public static string Csv(IEnumerable<StatementView> statements) =>
        Formats.Csv.Of(statements.SelectMany(Rows).Prepend(Head));

    /// <summary>Sends the rows of one to a browser.</summary>
    public static Task SendAsync(HttpContext context, StatementView statement)
    {
        context.Response.ContentType = $"{Forms.Csv.Media}; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(Csv([statement]), context.RequestAborted);
    }

    /// <summary>One statement, to be read and printed.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="day">The first day of its cycle.</param>
    public static string Html(StatementView statement, string day) =>
        SheetPage.Of(
            $"Statement of {statement.Account}, {day}",
            [
                ("Account", statement.Account),
                ("Policy", statement.Policy),
                ("Cycle", $"{Text(statement.From)} to before {Text(statement.To)}"),
                ("State", State(statement)),
                ("Due", $"{statement.Due} {statement.Currency}"),
                ("Proposed", $"{statement.Proposed} {statement.Currency}"),
            ],
            [
                Lines("Lines", statement.Lines.Where(line => line.Kind is null), _ => ""),
                Lines(
                    "Corrections of earlier cycles",
                    statement.Lines.Where(line => line.Kind is not null),
                    line => $" ({line.Cycle:yyyy-MM-dd}, {Word(line.Because)})"
                ),
                Lines(
                    "Corrections that wait for this statement",
                    statement.Pending ?? [],
                    line => $" ({line.Cycle:yyyy-MM-dd}, {Word(line.Because)})"
                ),
                new Sheet(
                    "Converted at reference rates",
                    ["Clause", "Day of the rate", "Currency", "Rate", "Fees", "Converted"],
                    [
                        .. statement.Lines.SelectMany(line =>
                            (line.Conversions ?? []).Select(part =>
                                (string[])
                                    [
                                        line.Clause,
                                        $"{part.Date:yyyy-MM-dd}",
                                        part.Currency,
                                        part.Rate,
                                        part.Quantity,
                                        part.Amount,
                                    ]
                            )
                        ),
                    ],
                    3
                ),
                new Sheet(
                    "Decided by people",
                    ["Clause", "Status", "By", "At", "Reason"],
                    [
                        .. statement
                            .Lines.Where(line => line.Decided is not null)
                            .Select(line =>
                                (string[])
                                    [
                                        line.Clause,
                                        Word(line.Status),
                                        line.Decided!.By ?? "",
                                        Text(line.Decided.At),
                                        line.Decided.Reason ?? "",
                                    ]
                            ),
                    ],
                    5
                ),
                new Sheet(
                    "Waiting for a reference rate",
                    ["Clause", "Amount", "Currency"],
                    [
                        .. (statement.Unpriced ?? []).Select(each =>
                            (string[])[each.Clause, each.Quantity, each.Unit]
                        ),
                    ],
                    1
                ),
            ]
        );

    /// <summary>All statements of an account, in one table.</summary>
    public static string Html(string account, IEnumerable<StatementView> statements) =>
        SheetPage.Of(
            $"Statements of {account}",
            [("Account", account)],
            [
                new Sheet(
                    "Statements",
                    ["From", "To", "State", "Due", "Proposed", "Currency"],
                    [
                        .. statements.Select(each =>
                            (string[])
                                [
                                    Text(each.From),
                                    Text(each.To),
                                    State(each),
                                    each.Due,
                                    each.Proposed,
                                    each.Currency,
                                ]
                        ),
                    ],
                    3
                ),
            ]
        );

    private static Sheet Lines(
        string caption,
        IEnumerable<StatementLine> lines,
        Func<StatementLine, string> more
    ) =>
        new(
            caption,
            [
                "Clause",
                "Version",
                "Unit",
                "Status",
                "Quantity",
                "Included",
                "Billable",
                "Unit price",
                "Per",
                "Amount",
            ],
            [
                .. lines.Select(line =>
                    (string[])
                        [
                            line.Clause + more(line),
                            line.Version,
                            line.Unit,
                            Word(line.Status),
                            line.Quantity,
                            line.Included,
                            line.Billable,
                            line.UnitPrice ?? "–",
                            line.Per,
                            line.Amount,
                        ]
                ),
            ],
            4
        );

    private static IEnumerable<string[]> Rows(StatementView statement) =>
        Rows(statement, statement.Lines, State(statement))
            .Concat(Rows(statement, statement.Pending ?? [], "pending"));

    private static IEnumerable<string[]> Rows(
        StatementView statement,
        IEnumerable<StatementLine> lines,
        string state
    ) =>
        lines.Select(line =>
            (string[])
                [
                    statement.Account,
                    statement.Policy,
                    Text(statement.From),
                    Text(statement.To),
                    statement.Currency,
                    line.Clause,
                    line.Version,
                    line.Quantity,
                    line.Unit,
                    line.Included,
                    line.Billable,
                    line.UnitPrice ?? "",
                    line.Per,
                    line.Amount,
                    Word(line.Status),
                    line.Kind ?? "",
                    line.Cycle?.ToString("O", System.Globalization.CultureInfo.InvariantCulture)
                        ?? "",
                    Word(line.Because),
                    state,
                    line.Decided?.By ?? "",
                    line.Decided is { } decided ? Text(decided.At) : "",
                    line.Decided?.Reason ?? "",
                    string.Join("; ", (line.Conversions ?? []).Select(Words)),
                ]
        );

    /// <summary>A conversion in one cell: 12.5 EUR at 1.0842 of 2026-01-30.</summary>
    private static string Words(ConversionView part) =>
        $"{part.Quantity} {part.Currency} at {part.Rate} of {part.Date:yyyy-MM-dd}";

    private static string State(StatementView statement) =>
        statement.Running ? "running"
        : statement.Closing ? "closing"
        : "stated";

    private static string Text(DateTimeOffset instant) => Instants.Text(Moment.Of(instant));

    private static string Word<T>(T word) => word?.ToString()?.ToLowerInvariant() ?? "";
}
