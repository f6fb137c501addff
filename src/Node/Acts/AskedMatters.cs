using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Context;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

namespace Evenhand.Node.Acts;

/// <summary>Whether there is what an account asks about.</summary>
/// <param name="context">The node.</param>
/// <param name="statementOf">The statement of a cycle of an account, by its first day; null where there is none.</param>
internal sealed class AskedMatters(
    NodeContext context,
    Func<AccountId, string, CycleStatement?> statementOf
)
{
    /// <summary>
    /// What there is not; null where there is what is asked about. Decisions are not stored, so that one of any id may have been.
    /// </summary>
    public string? Lacks(AccountId account, (string Matter, string Of, string? Cycle) about) =>
        about.Matter switch
        {
            "line" => LacksLine(account, about.Cycle!, about.Of),
            "notice" => HasNotice(account, about.Of) ? null : "notice",
            _ => null,
        };

    /// <summary>A clause that charges nothing yet can be asked about too.</summary>
    private string? LacksLine(AccountId account, string cycle, string clause)
    {
        if (statementOf(account, cycle)?.Statement is not { } statement)
            return "cycle";
        var id = new ClauseId(clause);
        return
            statement.Lines.Any(line => line.Clause == id)
            || context
                .Rules.Shelf.Versions(statement.Policy)
                .Any(version => version.Clauses.Any(each => each.Id == id))
            ? null
            : "clause";
    }

    private bool HasNotice(AccountId account, string notice) =>
        context
            .Ledger.Read(StreamName.Of(account), 0, ToldRecord.Kinds)
            .SelectMany(slice => ToldRecord.In(slice))
            .Any(record => record.Id == notice && record.Notice is not null);
}
