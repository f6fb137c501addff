namespace Evenhand.Pages.Portal;

/// <summary>An export of what an account stores, as the account sees it.</summary>
/// <param name="Requested">When it was asked for.</param>
/// <param name="State"><c>making</c>, <c>ready</c> or <c>over</c>.</param>
/// <param name="Done">How many things its parts cover by now.</param>
/// <param name="Things">How many things stand in its list.</param>
/// <param name="IsRestoring">Whether what lies cold is being brought back for it.</param>
/// <param name="Parts">The parts that can be fetched.</param>
public sealed record ExportRow(
    DateTimeOffset Requested,
    string State,
    int Done,
    int Things,
    bool IsRestoring,
    IReadOnlyList<PartRow> Parts
);

/// <summary>A part of an export that can be fetched.</summary>
/// <param name="Number">Which it is, from 1.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="Until">Until when it can be fetched.</param>
/// <param name="At">Where it is fetched.</param>
public sealed record PartRow(int Number, long Bytes, DateTimeOffset Until, string At);
