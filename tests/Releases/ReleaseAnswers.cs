using System.Globalization;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Viewing;
using Evenhand.Node;
using Evenhand.Node.Views;
using Evenhand.Tests.Node;
using Evenhand.Wording;
using NodaTime;

namespace Evenhand.Tests.Releases;

/// <summary>
/// Everything that a node says of its accounts, keys and policies, as lines of text in ordinal order. The form is of
/// these tests and changes with nothing else, so that what was written long ago can be compared byte for byte.
/// </summary>
internal sealed class ReleaseAnswers
{
    private const int Page = 1_000;
    private readonly EvenhandNode node;
    private readonly List<Answer> answers = [];

    private ReleaseAnswers(EvenhandNode node) => this.node = node;

    /// <summary>What the node says now.</summary>
    /// <param name="served">The node.</param>
    /// <param name="when">What the moment is called.</param>
    /// <param name="story">The story, for its questions.</param>
    /// <param name="keys">The keys whose texts are known.</param>
    public static async Task<IReadOnlyList<Answer>> OfAsync(
        ServedNode served,
        string when,
        IEnumerable<string> story,
        IEnumerable<(string Name, string Text)> keys
    )
    {
        var read = new ReleaseAnswers(served.Node);
        foreach (var account in served.Node.Accounts(null, Page).Items)
            read.Account(account);
        foreach (var key in served.Node.Keys.All)
            read.Say(
                "-",
                "key",
                "",
                key.Id,
                $"{key.Name}, {key.Roles.All[0]} {key.Account}, made {At(key.Created)}, revoked {At(key.Revoked)}"
            );
        foreach (var (name, text) in keys)
            read.Say(
                "-",
                "key works",
                "",
                name,
                served.Node.Keys.Find(text) is null ? "no" : "yes"
            );
        foreach (var policy in served.Node.Policies())
            read.Say(
                "-",
                "policy",
                "",
                policy.Version.Name,
                $"{policy.Version.Version}, {policy.Version.Hash}"
            );
        foreach (
            var question in story.Where(line =>
                line.StartsWith("question", StringComparison.Ordinal)
            )
        )
            await read.AskAsync(served, question.Split(' ', 4));
        return [.. read.answers.Select(each => each with { When = when }).Order()];
    }

    private void Account(AccountSummary account)
    {
        var id = account.Id;
        Say(
            id.Text,
            "account",
            "",
            "",
            $"{account.Policy} {account.Version}, {account.Currency}, {account.TimeZone}, plan {account.Plan}, seats {account.Licensed} {account.Restricted}, opened {At(account.Opened)}, ended {At(account.Ended)}, cases {account.OpenCases}"
        );
        foreach (var each in node.Allowances(id)!)
            Say(id.Text, "allowance", "", each.Cited.Clause.Slug, Of(each));
        foreach (var notice in node.Notices(id, null, Page)!.Items)
            Say(
                id.Text,
                "notice",
                "",
                notice.Clause,
                $"{At(notice.Time)} {notice.What}: {notice.Message}"
            );
        foreach (var found in node.Cases(id, null, Page)!.Items)
            Say(
                id.Text,
                "case",
                At(found.Cycle),
                found.Clause,
                $"{At(found.Time)} {found.Version}: {found.Message} {Of(found.Figures)}"
            );
        foreach (var statement in node.Statements(id)!)
            Statements(id.Text, statement);
    }

    private void Statements(string id, CycleStatement statement)
    {
        if (!statement.Running)
            Statement(id, statement.Closing ? "closing" : "stated", statement);
        if (node.Statement(new AccountId(id), statement.FirstDay, expected: true) is { } expected)
            Statement(id, "expected", expected);
    }

    private void Statement(string id, string of, CycleStatement told)
    {
        var (day, statement) = (told.FirstDay, told.Statement);
        Say(
            id,
            of,
            day,
            "",
            $"{statement.Policy}, {At(statement.From)} to {At(statement.Time)}, stated {At(told.Stated)}, due {statement.Due} {statement.Currency}, proposed {statement.Proposed}"
        );
        foreach (var line in statement.Lines)
            Say(id, $"{of} line", day, line.Clause.Slug, Of(line));
        foreach (var fees in statement.Unpriced)
            Say(id, $"{of} unpriced", day, fees.Clause.Slug, $"{fees.Amount} {fees.Currency}");
        foreach (var each in told.Adjustments)
            Say(
                id,
                $"{of} adjustment",
                day,
                each.Line.Clause.Slug,
                $"{each.Because} of {each.Cycle}: {Of(each.Line)}"
            );
    }

    private async Task AskAsync(ServedNode served, string[] question)
    {
        var outcome = await served.AskAsync(question[1], question[2], question[3]);
        var reasons = outcome.Decision.Reasons.Select(each =>
            $"{each.Clause} ({Sentence.Of(each)})"
        );
        var left = outcome
            .Bounds.Select(each =>
                $"{each.Clause} {each.Left.ToString(CultureInfo.InvariantCulture)}"
            )
            .Order(StringComparer.Ordinal);
        Say(
            question[1],
            "gate",
            "",
            $"{question[2]} {question[3]}",
            $"{outcome.Decision.Outcome} {string.Join(", ", reasons)}"
        );
        Say(question[1], "gate left", "", $"{question[2]} {question[3]}", string.Join(", ", left));
    }

    private void Say(string account, string of, string cycle, string clause, string says) =>
        answers.Add(new Answer("", account, of, cycle, clause, says));

    private static string Of(AllowanceFigures each) =>
        $"{(each.IsLimit ? "limit" : "allowance")} of {each.Meter} in {each.Window}: {(each.IsLimit ? each.Now : each.SoFar)} of {each.Included}, {each.Remaining} {each.Unit.Name} left, resets {At(each.Resets)}, runs out {At(each.RunsOut)}";

    private static string Of(Line line) =>
        $"{line.Version}: {line.Quantity} {line.Unit}, included {line.Included}, billable {line.Billable} at {line.UnitPrice} for {line.Per}: {line.Amount} {line.Status}";

    private static string Of(IEnumerable<(string Name, string Value)> figures) =>
        string.Join(", ", figures.Select(each => $"{each.Name} {each.Value}"));

    private static string At(Moment? when) => when is { } at ? at.Instant.ToString() : "never";
}
