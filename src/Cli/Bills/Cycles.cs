using Evenhand.Cli.Reading;
using Evenhand.Wire;

namespace Evenhand.Cli.Bills;

/// <summary>Finds the statement that is meant.</summary>
internal static class Cycles
{
    /// <summary>The statement of a cycle, or of the present one; of an account that has ended, its last.</summary>
    /// <param name="reads">Where from.</param>
    /// <param name="account">The account.</param>
    /// <param name="cycle">The first day of the cycle; null for the present one.</param>
    /// <param name="expected">Whether a stated one is wanted as it would be stated today.</param>
    public static async Task<StatementView> FindAsync(
        IReads reads,
        string account,
        string? cycle,
        bool expected
    )
    {
        var statements = await reads.StatementsAsync(account);
        if (statements.Count == 0)
            throw await UnopenedAsync(reads, account);
        var found = cycle is null
            ? statements.LastOrDefault(each => each.Running) ?? statements[^1]
            : statements.FirstOrDefault(each => UnknownName.Day(each) == cycle)
                ?? throw UnknownName.Of(account, cycle, statements);
        return expected ? await ExpectedAsync(reads, found) : found;
    }

    /// <summary>All statements of an account, in order.</summary>
    public static async Task<IReadOnlyList<StatementView>> AllAsync(
        IReads reads,
        string account,
        bool expected
    )
    {
        var statements = new List<StatementView>();
        foreach (var each in await reads.StatementsAsync(account))
            if (!expected)
                statements.Add(each);
            // A closing one only corrects; of what is expected today there is nothing to correct.
            else if (!each.Closing)
                statements.Add(await ExpectedAsync(reads, each));
        return statements;
    }

    /// <summary>Why an account is not open: mostly its opening was no good, as under a policy that is not in the ledger.</summary>
    private static async Task<ReadRefusedException> UnopenedAsync(IReads reads, string account)
    {
        var openings = new EventFilter(account, "account.opened", null, EventOutcome.Rejected);
        var page = await reads.EventsAsync(openings, null, 1);
        var why = page.Items is [{ Detail: { } detail }, ..]
            ? $": its opening was rejected ({detail})"
            : "";
        return new(
            $"{account} is not open, so it has no statement{why}; evenhand events {account} says what became of its events"
        );
    }

    private static async Task<StatementView> ExpectedAsync(IReads reads, StatementView statement) =>
        statement is { Running: false, Closing: false, Cycle: { } day }
            ? await reads.StatementAsync(statement.Account, day, expected: true)
            : statement;

    /// <summary>What a statement is: running, stated, closing, or expected today.</summary>
    public static string State(StatementView statement) =>
        statement.Running
            ? statement.To > DateTimeOffset.UtcNow
                ? "running"
                : "not yet stated"
            : statement.Closing
                ? "closing"
                : "stated";
}
