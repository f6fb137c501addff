using Evenhand.Pages.Forms;
using Evenhand.Wire;

namespace Evenhand.Pages.Portal;

/// <summary>One line of a bill, with what may be said to it.</summary>
/// <param name="Bill">The bill.</param>
/// <param name="Line">The line.</param>
/// <param name="Words">What its clause says, by paragraphs.</param>
/// <param name="Appeal">The objection.</param>
/// <param name="Until">Before when one is possible; null where that is not known.</param>
/// <param name="Since">How it stands today, where that is otherwise than the bill says; null where it is not.</param>
/// <param name="Questions">What was asked about it, and answered.</param>
public sealed record LineSheet(
    StatementView Bill,
    StatementLine Line,
    IReadOnlyList<string> Words,
    ActOffer Appeal,
    DateTimeOffset? Until,
    LineStatus? Since,
    IReadOnlyList<Asked> Questions
)
{
    /// <summary>How else unclear words of its clause could be read, in the policy's words.</summary>
    public IReadOnlyList<string> Readings { get; init; } = [];

    /// <summary>Its page.</summary>
    public string At => AddressOf(Bill, Line);

    /// <summary>The page of a line.</summary>
    public static string AddressOf(StatementView bill, StatementLine line) =>
        $"/portal/bills/{bill.Cycle:yyyy-MM-dd}/lines/{Uri.EscapeDataString(line.Clause)}";
}
