using System.Collections.Immutable;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Context;

namespace Evenhand.Node.Lives;

/// <summary>
/// What is kept of the canonical fold of one account, so that a fold costs what came since and not a life: a survey of its
/// stream, and checkpoints. All of it may be thrown away at any moment. Safe to use from many threads.
/// </summary>
/// <param name="context">The node.</param>
/// <param name="account">The account.</param>
/// <param name="stream">Its stream.</param>
/// <param name="isOwn">Whether it is made of the ledger's records alone: what was kept in slots is not to be trusted.</param>
internal sealed class LifeBook(
    NodeContext context,
    AccountId account,
    StreamName stream,
    bool isOwn = false
)
{
    /// <summary>Checkpoints whose state is kept: two years of months. Of older ones, one of twelve is.</summary>
    private const int MostStates = 24;
    private const int Seldom = 12;

    /// <summary>How many times of reading on are remembered.</summary>
    private const int MostReadings = 64;

    private readonly Lock gate = new();
    private readonly Queue<(long Sequence, Moment Touched)> readings = new();
    private Survey? survey;
    private ImmutableArray<Checkpoint> checkpoints = [];
    private KeptLife kept = KeptLife.None;
    private bool isOwn = isOwn;

    /// <summary>Whether it holds nothing, so that another made now would do as well.</summary>
    public bool IsBlank => survey is null && !isOwn;

    /// <summary>The checkpoints, in order: each holds for what is stored up to the last reading.</summary>
    public ImmutableArray<Checkpoint> Checkpoints
    {
        get
        {
            lock (gate)
                return checkpoints;
        }
    }

    /// <summary>So many versions the checkpoints know that know most.</summary>
    public int MostVersions => Checkpoints.Select(each => each.Versions).DefaultIfEmpty().Max();

    /// <summary>The account's life as it is stored now.</summary>
    /// <param name="before">The sequence at which to stop.</param>
    public StoredLife Look(long before = long.MaxValue)
    {
        lock (gate)
        {
            try
            {
                ReadOn(survey ??= TakeUp());
                if (survey.IsDoubted && !isOwn)
                {
                    Forget();
                    (survey, isOwn) = (new Survey(context, stream), true);
                    ReadOn(survey);
                }
            }
            catch
            {
                // Half of what was read is not known to be well.
                Forget();
                throw;
            }
            var life = new StoredLife(context, account, stream, this, survey, before);
            if (survey.Sequence < context.Settings.LeastKept)
                Forget();
            return life;
        }
    }

    /// <summary>Looks at the survey, which others may read on otherwise meanwhile.</summary>
    public T With<T>(Func<T> look)
    {
        lock (gate)
            return look();
    }

    /// <summary>Keeps a checkpoint that was made of what was stored up to a sequence, unless what came since reaches behind it.</summary>
    /// <param name="made">The checkpoint.</param>
    /// <param name="after">The one that it follows; null for none.</param>
    /// <param name="sequence">The sequence.</param>
    /// <param name="renews">Whether it takes the place of another of the same instant, which knows fewer versions.</param>
    public void Keep(Checkpoint made, Checkpoint? after, long sequence, bool renews = false)
    {
        lock (gate)
        {
            var place = after is null ? 0 : PlaceOf(after.At) + 1;
            var isNext = place == checkpoints.Length || renews;
            if (after is not null && place == 0 || !isNext || !StillHolds(made.At, sequence))
                return;
            var follows = place < checkpoints.Length && checkpoints[place].At == made.At;
            checkpoints = follows
                ? checkpoints.SetItem(place, made)
                : [.. checkpoints[..place], made];
            var last = checkpoints.Length - 1;
            Thin(last - MostStates);
            if (place < last - MostStates)
                Thin(place);
        }
    }

    private int PlaceOf(Moment at)
    {
        var place = checkpoints.Length - 1;
        while (place >= 0 && checkpoints[place].At != at)
            place--;
        return place;
    }

    /// <summary>Drops the state of one that is old; of one in twelve it stays.</summary>
    private void Thin(int old)
    {
        if (old >= 0 && old % Seldom != 0 && !checkpoints[old].State.IsEmpty)
            checkpoints = checkpoints.SetItem(old, checkpoints[old].WithoutState());
    }

    /// <summary>Throws the checkpoints away.</summary>
    public void Drop()
    {
        lock (gate)
            checkpoints = [];
    }

    /// <summary>Throws some checkpoints away, as a law does that shows that none matters.</summary>
    /// <param name="isDropped">Whether one loses its state.</param>
    public void DropStates(Func<bool> isDropped)
    {
        lock (gate)
            checkpoints = [.. checkpoints.Select(each => isDropped() ? each.WithoutState() : each)];
    }

    /// <summary>
    /// What of it is to be kept in slots, so that the next start goes on from it; nothing where that is there already. It
    /// counts as kept from then on.
    /// </summary>
    public IReadOnlyList<Snapshot> Unkept()
    {
        lock (gate)
        {
            if (
                survey is null
                || checkpoints == kept.Checkpoints
                || !LifeSlots.Fits(survey, checkpoints)
            )
                return [];
            var snapshots = LifeSlots.Of(context, stream, survey, checkpoints, kept);
            kept = new KeptLife(survey.Names.Count, checkpoints);
            return snapshots;
        }
    }

    private Survey TakeUp()
    {
        if (isOwn || LifeSlots.Read(context, stream) is not { } taken)
            return new Survey(context, stream);
        (checkpoints, kept) = (
            taken.Checkpoints,
            new KeptLife(taken.Survey.Names.Count, taken.Checkpoints)
        );
        return taken.Survey;
    }

    private void Forget() => (survey, checkpoints, kept) = (null, [], KeptLife.None);

    private void ReadOn(Survey survey)
    {
        var known = survey.Sequence;
        var touched = survey.ReadOn();
        if (survey.Sequence == known)
            return;
        readings.Enqueue((known, touched));
        if (readings.Count > MostReadings)
            readings.Dequeue();
        if (!checkpoints.IsEmpty && checkpoints[^1].At > touched)
            checkpoints = [.. checkpoints.TakeWhile(each => each.At <= touched)];
    }

    private bool StillHolds(Moment at, long sequence)
    {
        var since = readings.Where(reading => reading.Sequence >= sequence).ToArray();
        var isKnown =
            survey is not null
            && (survey.Sequence == sequence || since.Any(reading => reading.Sequence == sequence));
        return isKnown && since.All(reading => reading.Touched >= at);
    }
}
