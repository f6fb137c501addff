using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Core;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Wording;
using NodaTime;

namespace Evenhand.Policies.Examples;

/// <summary>Runs scenarios in the engine that replays, gates and bills.</summary>
public static class Engine
{
    /// <summary>Runs a stream under a shelf of policies.</summary>
    public static Told Run(
        PolicyShelf shelf,
        ImmutableArray<ReadOnlyMemory<byte>> lines,
        Instant until,
        IReadOnlyDictionary<string, int> goingOn
    )
    {
        var all = StreamReplay.Run(shelf, lines, until, goingOn);
        // Others are there to be compared with; an example tells of its own account.
        var result = all with
        {
            Effects = [.. all.Effects.Where(effect => effect.Account.Text == StreamLines.Account)],
        };
        return new Told(
            result.Decisions.ToImmutableDictionary(decision => decision.Id, Told),
            [.. result.Cases.Select(each => each.Clause.Slug)],
            [.. result.Notices.Select(notice => (notice.Clause.Slug, notice.What))],
            [.. result.Statements.SelectMany(statement => statement.Lines, Told)],
            result.Wallets.Select(wallet => (decimal?)wallet.Balance.ToDecimal()).FirstOrDefault(),
            [
                .. result.Rejections.Select(rejection =>
                    (rejection.Line - 1, FaultSentence.Of(rejection.Fault))
                ),
            ]
        )
        {
            Standing = StandingTold.Of(result.Effects),
            Stored = StoredTold.Of(result.Effects),
        };
    }

    private static ToldDecision Told(Decision decision) =>
        new(
            decision.Outcome,
            [.. decision.Reasons.Select(reason => reason.Clause.Slug).Distinct()],
            decision.Tells.ToImmutableDictionary(
                tells => tells.Name,
                tells => tells.Amount.ToDecimal()
            )
        );

    private static ToldLine Told(Statement statement, Line line) =>
        new(
            statement.From.Instant,
            line.Clause.Slug,
            line.Quantity.ToDecimal(),
            line.Unit,
            line.Included.ToDecimal(),
            line.Billable.ToDecimal(),
            line.UnitPrice?.ToDecimal(),
            line.Per.ToDecimal(),
            line.Amount.Amount,
            line.Status.ToString().ToLowerInvariant()
        );
}
