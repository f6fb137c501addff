using System.Collections.Immutable;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using NodaTime;

namespace Evenhand.Core;

/// <summary>The whole product without a server: what a set of events comes to under published policies.</summary>
public static class StreamReplay
{
    /// <summary>Replays a few lines, one after the other on one thread. Shells replay large files in parallel.</summary>
    /// <param name="shelf">The policies.</param>
    /// <param name="lines">One JSON CloudEvent each.</param>
    /// <param name="until">Events at or after this instant are ignored; null: just after the last event.</param>
    /// <param name="goingOn">By the id of an ask, how many such acts go on meanwhile; null where none does.</param>
    public static ReplayResult Run(
        PolicyShelf shelf,
        IReadOnlyList<ReadOnlyMemory<byte>> lines,
        Instant? until,
        IReadOnlyDictionary<string, int>? goingOn = null
    )
    {
        var (accounts, sources, set) = (new NameTable(0), new NameTable(0), new EventSet());
        var rejections = new List<Rejection>();
        var parser = new EventParser(shelf.Catalogue, accounts, sources, 0);
        var writer = new RecordWriter();
        for (var i = 0; i < lines.Count; i++)
            if (!parser.TryParse(lines[i].Span, 0, i + 1, writer, out var fault))
                rejections.Add(new Rejection(0, i + 1, fault!));
        set.Add(writer.Take(), (file, line) => rejections.Add(new Rejection(file, line, Conflict)));
        var rules = new Rulebook(shelf);
        var context = new ReplayContext(
            rules,
            set,
            accounts,
            sources,
            until is { } end ? Moment.Of(end) : null,
            0
        )
        {
            GoingOn = goingOn,
        };
        var outcomes = Together.Run(
            context,
            [.. set.Accounts.Where(account => account != 0)],
            (count, run) =>
            {
                for (var i = 0; i < count; i++)
                    run(i);
            }
        );
        rejections.AddRange(outcomes.SelectMany(outcome => outcome.Rejections));
        return new ReplayResult([.. InOrder(outcomes)], [.. rejections]);
    }

    /// <summary>Why an event is rejected whose source and id belong to another.</summary>
    public static Fault Conflict { get; } = new(Code.Conflict, FaultKind.OtherOfThatName);

    /// <summary>The effects of all accounts in the order of time, then of accounts; wallets come last.</summary>
    public static IEnumerable<Effect> InOrder(IEnumerable<AccountOutcome> outcomes) =>
        outcomes
            .SelectMany(outcome => outcome.Effects)
            .OrderBy(effect => effect is WalletBalance)
            .ThenBy(effect => effect.Time)
            .ThenBy(effect => effect.Account);
}

/// <summary>What a replay came to.</summary>
/// <param name="Effects">All effects, in the order of time.</param>
/// <param name="Rejections">Lines and events that were no good.</param>
public sealed record ReplayResult(
    ImmutableArray<Effect> Effects,
    ImmutableArray<Rejection> Rejections
)
{
    /// <summary>The answers to asks.</summary>
    public IEnumerable<Decision> Decisions => Effects.OfType<Decision>();

    /// <summary>The cases opened.</summary>
    public IEnumerable<Case> Cases => Effects.OfType<Case>();

    /// <summary>What accounts were told.</summary>
    public IEnumerable<Notice> Notices => Effects.OfType<Notice>();

    /// <summary>The statements of ended cycles.</summary>
    public IEnumerable<Statement> Statements => Effects.OfType<Statement>();

    /// <summary>The wallets at the end.</summary>
    public IEnumerable<WalletBalance> Wallets => Effects.OfType<WalletBalance>();
}
