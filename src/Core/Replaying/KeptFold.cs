using Evenhand.Core.Folding;
using Evenhand.Core.Keeping;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Replaying;

/// <summary>A canonical fold as it passes into a checkpoint and out of it.</summary>
internal static class KeptFold
{
    /// <summary>Keeps a fold as it stands between two events.</summary>
    /// <param name="context">The stream.</param>
    /// <param name="fold">The fold.</param>
    /// <param name="since">What came of it since the last time.</param>
    /// <param name="opening">The record that opened the account.</param>
    /// <param name="watch">Who looks on; what ran out is kept too.</param>
    public static Checkpoint Keep(
        ReplayContext context,
        AccountFold fold,
        Yield since,
        RecordMark opening,
        ReplayWatch? watch
    )
    {
        var state = new StateWriter();
        Profile.Exchange(state, fold.Profile, context.Rules.Shelf);
        state.Exchange(unchecked((Int128)Snapshot.Key(fold.Profile.Versions)));
        Exchange(state, opening);
        state.Exchange(fold.Profile.From(fold.States[^1].Policy));
        Snapshot.Exchange(state, fold.Shared, fold.States.ToArray());
        fold.Decisions.Exchange(state);
        fold.ExchangeStanding(state);
        RunOuts(watch).Exchange(state);
        var came = new StateWriter();
        since.Exchange(came, fold.Profile.Versions);
        return new Checkpoint(default, default, 0, came.Written.ToArray(), state.Written.ToArray());
    }

    /// <summary>The fold that was kept.</summary>
    /// <exception cref="BadSnapshotException">
    /// It was made of another opening, under other policies or by another release, or is damaged, or no state can be made of it for a version
    /// that is needed.
    /// </exception>
    public static AccountFold Restore(
        ReplayContext context,
        Checkpoint checkpoint,
        RecordMark opening,
        ReplayWatch? watch
    )
    {
        var state = new StateReader(checkpoint.State);
        var profile = Profile.Exchange(state, null, context.Rules.Shelf);
        if (!profile.HasKey(unchecked((UInt128)state.Exchange((Int128)0))))
            throw new BadSnapshotException("made under other policies, or by another release");
        if (Exchange(state, default) != opening)
            throw new BadSnapshotException("made of another opening");
        var latest = state.Exchange(default(Moment));
        var shared = new Shared(new Symbols(context.Seed));
        var fold = Opened(context, profile, shared, (latest, checkpoint.At), out var known);
        var needed = profile.InForce(Moment.Max(context.Until, profile.Opened));
        if (fold.Known < Math.Max(profile.Versions.IndexOf(needed) + 1, context.Knowing))
            throw new BadSnapshotException("a version takes effect that it knows nothing of");
        Snapshot.Exchange(state, shared, fold.States[..known].ToArray());
        fold.Decisions.Exchange(state);
        fold.ExchangeStanding(state);
        watch?.Resume(fold, checkpoint.At);
        var runOuts = RunOuts(watch);
        runOuts.Exchange(state);
        TakingUp.Over(fold.States, known, runOuts);
        state.End();
        return fold;
    }

    /// <summary>The fold with a state for each version that was known, and for those that can be taken up.</summary>
    private static AccountFold Opened(
        ReplayContext context,
        Profile profile,
        Shared shared,
        (Moment Latest, Moment At) kept,
        out int known
    )
    {
        var fold = new AccountFold(context.Rules, profile, shared, kept.Latest);
        known = fold.States.Length;
        var until = TakingUp.Until(profile, fold.Known, kept.At);
        return until <= kept.Latest ? fold : new AccountFold(context.Rules, profile, shared, until);
    }

    /// <summary>Adds what came of the account from the checkpoint before to this one.</summary>
    public static void Read(Checkpoint checkpoint, Profile profile, Yield to)
    {
        var port = new StateReader(checkpoint.Since);
        var came = new Yield();
        came.Exchange(port, profile.Versions);
        port.End();
        to.Add(came);
    }

    private static Viewing.RunOuts RunOuts(ReplayWatch? watch)
    {
        var looking = watch as RunOutWatch;
        looking?.Look();
        return looking?.Found ?? new Viewing.RunOuts();
    }

    private static RecordMark Exchange(StatePort port, RecordMark mark) =>
        new(
            port.Exchange(mark.File),
            port.Exchange(mark.Line),
            unchecked((ulong)port.Exchange(unchecked((long)mark.Key)))
        );
}
