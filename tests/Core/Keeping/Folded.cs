using System.Collections.Concurrent;
using Evenhand.Core;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Gate;
using Evenhand.Core.Keeping;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Core.Standing;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Vault;

namespace Evenhand.Tests.Core.Keeping;

/// <summary>An account that is being folded: a state for each version of its policy, and what goes with them.</summary>
internal sealed class Folded
{
    private const long Seed = 7;
    private static readonly Moment Far = Story.Moment("2199-01-01");
    private static readonly ConcurrentDictionary<PolicyShelf, Rulebook> Rulebooks = [];
    private readonly PolicyShelf shelf;
    private readonly AccountFold fold;

    private Folded(PolicyShelf shelf, Profile profile, Symbols symbols)
    {
        this.shelf = shelf;
        Shared = new Shared(symbols);
        var rules = Rulebooks.GetOrAdd(shelf, each => new Rulebook(each));
        fold = new AccountFold(rules, profile, Shared, Far);
        States = fold.States.ToArray();
    }

    public Profile Profile => fold.Profile;

    public Shared Shared { get; }

    public AccountState[] States { get; }

    public StandingFold? Standing => fold.KnownStanding;

    public VaultFold? Vault => fold.KnownVault;

    /// <summary>An account as it opens.</summary>
    public static Folded Open(PolicyShelf shelf, Profile profile) =>
        new(shelf, profile, new Symbols(Seed));

    /// <summary>An account of the same profile, of which nothing happened yet.</summary>
    public Folded Fresh() => Open(shelf, Profile);

    /// <summary>Applies an event, or answers an ask, as a replay does.</summary>
    public void Apply(byte[] batch, int offset)
    {
        var time = Record.Head(batch, offset).Time;
        if (fold.Read(batch, offset, time) is not null)
            return;
        if (fold.Event.IsAsk)
            fold.Asked()?.Say(Gatekeeper.Decide(fold.Asked()!, fold.Event, "asked"));
        else if (fold.Apply() is { } why)
            Shared.Effects.Add(new Unmatched(time, Profile.Account, 1, 2, why));
    }

    /// <summary>Lets time pass.</summary>
    public void Advance(Moment time) => fold.Advance(time);

    /// <summary>Everything that can be told of the account: what was said, its statements and its wallet.</summary>
    public string Told()
    {
        var statements = Shared.Cycles.Select(cycle =>
            Stating.State(Profile, cycle, new ChargeDecisions(), new Rates(), Shared.Charged)
        );
        var wallet = new WalletBalance(new(0), Profile.Account, new(Shared.Wallet.Balance));
        var unmatched = Shared.Effects.OfType<Unmatched>().Select(each => each.ToString());
        return Said.Json([.. Shared.Effects, .. statements, wallet]) + string.Join('\n', unmatched);
    }

    public byte[] Bytes()
    {
        var writer = new StateWriter();
        Profile.Exchange(writer, Profile, shelf);
        Snapshot.Exchange(writer, Shared, States);
        fold.ExchangeStanding(writer);
        return writer.Written.ToArray();
    }

    /// <summary>The account that was written to bytes.</summary>
    public static Folded From(byte[] bytes, PolicyShelf shelf)
    {
        var reader = new StateReader(bytes);
        var folded = Open(shelf, Profile.Exchange(reader, null, shelf));
        Snapshot.Exchange(reader, folded.Shared, folded.States);
        folded.fold.ExchangeStanding(reader);
        reader.End();
        return folded;
    }
}
