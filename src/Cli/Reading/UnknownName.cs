using System.Globalization;
using Evenhand.Notation;
using Evenhand.Wire;

namespace Evenhand.Cli.Reading;

/// <summary>What to say of a name that is not there: the nearest that is, or those that there are.</summary>
internal static class UnknownName
{
    private const int MostNamed = 12;

    /// <summary>There is no such account.</summary>
    public static async Task<ReadRefusedException> OfAsync(IReads reads, string account)
    {
        var near = Nearest.Suggestion(account, await reads.NamesAsync());
        return new($"there is no account `{account}`{(near is null ? "" : $"; {near}")}");
    }

    /// <summary>There is no such cycle.</summary>
    public static ReadRefusedException Of(
        string account,
        string cycle,
        IReadOnlyList<StatementView> statements
    ) =>
        new(
            $"{account} has no cycle that begins on {cycle}; its cycles begin on {Some(statements.Select(Day))}"
        );

    /// <summary>There is no line of such a clause.</summary>
    public static ReadRefusedException Of(string clause, StatementView statement)
    {
        var clauses = statement.Lines.Select(line => line.Clause).Distinct().ToList();
        var near = Nearest.To(clause, clauses) is { } name ? $" (did you mean `{name}`?)" : "";
        return new(
            clauses.Count == 0
                ? $"the statement of {Day(statement)} has no lines"
                : $"the statement of {Day(statement)} has no line of `{clause}`{near}; it has lines of {string.Join(", ", clauses)}"
        );
    }

    /// <summary>The first day of a statement's cycle.</summary>
    public static string Day(StatementView statement) =>
        statement.Cycle?.ToString("O", CultureInfo.InvariantCulture) ?? "";

    private static string Some(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count <= MostNamed
            ? string.Join(", ", all)
            : $"{all[0]}, …, {string.Join(", ", all.TakeLast(MostNamed - 2))}";
    }
}
