using System.Collections.Concurrent;
using Evenhand.Core;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Gate;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Tests.Core.Keeping;

/// <summary>An account that is being folded: a state for each version of its policy, and what goes with them.</summary>
internal sealed class Folded
{
    private const long Seed = 7;
    private static readonly ConcurrentDictionary<PolicyVersion, Dispatch> Dispatches = [];
    private readonly PolicyShelf shelf;
    private readonly uint[] wanted;
    private readonly Event e = new();

    private Folded(PolicyShelf shelf, Profile profile, Symbols symbols)
    {
        this.shelf = shelf;
        Profile = profile;
        Shared = new Shared(symbols);
        States =
        [
            .. profile.Versions.Select(version => new AccountState(
                version,
                Dispatches.GetOrAdd(version, _ => new Dispatch(version)),
                profile,
                Shared
            )),
        ];
        wanted = States[0].Dispatch.Wanted;
        foreach (var state in States)
            wanted = [.. wanted.Zip(state.Dispatch.Wanted, (a, b) => a | b)];
    }

    public Profile Profile { get; }

    public Shared Shared { get; }

    public AccountState[] States { get; }

    /// <summary>An account as it opens.</summary>
    public static Folded Open(PolicyShelf shelf, Profile profile) =>
        new(shelf, profile, new Symbols(Seed));

    /// <summary>An account of the same profile, of which nothing happened yet.</summary>
    public Folded Fresh() => Open(shelf, Profile);

    /// <summary>Applies an event, or answers an ask, as a replay does.</summary>
    public void Apply(byte[] batch, int offset)
    {
        var time = Record.Head(batch, offset).Time;
        var speaking = Speak(time);
        e.Read(batch, offset, shelf.Catalogue, Shared.Symbols, wanted);
        if (Evenhand.Core.Replaying.Admission.Check(speaking, e) is not null)
            return;
        if (e.IsAsk)
            Ask(speaking);
        else
            foreach (var state in States)
                if (Engine.Apply(state, e) is { } why && state == speaking)
                    Shared.Effects.Add(new Unmatched(time, Profile.Account, 1, 2, why));
    }

    /// <summary>Lets time pass.</summary>
    public void Advance(Moment time)
    {
        Speak(time);
        foreach (var state in States)
            Engine.Advance(state, time);
    }

    /// <summary>Everything that can be told of the account: what was said, its statements and its wallet.</summary>
    public string Told()
    {
        var statements = Shared.Cycles.Select(cycle =>
            Stating.State(Profile, cycle, new ChargeDecisions(), new Rates())
        );
        var wallet = new WalletBalance(new(0), Profile.Account, Shared.Wallet.Balance.ToString());
        var unmatched = Shared.Effects.OfType<Unmatched>().Select(each => each.ToString());
        return Said.Json([.. Shared.Effects, .. statements, wallet]) + string.Join('\n', unmatched);
    }

    public byte[] Bytes()
    {
        var writer = new StateWriter();
        Profile.Exchange(writer, Profile, shelf);
        Snapshot.Exchange(writer, Shared, States);
        return writer.Written.ToArray();
    }

    /// <summary>The account that was written to bytes.</summary>
    public static Folded From(byte[] bytes, PolicyShelf shelf)
    {
        var reader = new StateReader(bytes);
        var folded = Open(shelf, Profile.Exchange(reader, null, shelf));
        Snapshot.Exchange(reader, folded.Shared, folded.States);
        reader.End();
        return folded;
    }

    private void Ask(AccountState speaking)
    {
        Engine.Advance(speaking, e.Time);
        if (e.Time < speaking.Purge)
            speaking.Say(Gatekeeper.Decide(speaking, e, "asked"));
    }

    private AccountState Speak(Moment time)
    {
        var inForce = Profile.InForce(time);
        foreach (var state in States)
            state.Speaks = state.Policy == inForce;
        return States.Single(state => state.Speaks);
    }
}
