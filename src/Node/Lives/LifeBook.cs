using System.Collections.Immutable;
using Evenhand.Core.Replaying;
using Evenhand.Ledger;

namespace Evenhand.Node.Lives;

/// <summary>
/// What is kept of the canonical fold of one account, so that a fold costs what came since and not a life: a survey of its
/// stream, and checkpoints. All of it may be thrown away at any moment. Safe to use from many threads.
/// </summary>
internal sealed class LifeBook(NodeContext context, string account, StreamName stream)
{
    /// <summary>Checkpoints whose state is kept: two years of months. Of older ones, one of twelve is.</summary>
    private const int MostStates = 24;
    private const int Seldom = 12;

    /// <summary>How many times of reading on are remembered.</summary>
    private const int MostReadings = 64;

    private readonly Lock gate = new();
    private readonly Queue<(long Sequence, long Touched)> readings = new();
    private Survey? survey;
    private ImmutableArray<Checkpoint> checkpoints = [];

    /// <summary>The checkpoints, in order: each holds for what is stored up to the last reading.</summary>
    public ImmutableArray<Checkpoint> Checkpoints
    {
        get
        {
            lock (gate)
                return checkpoints;
        }
    }

    /// <summary>The account's life as it is stored now.</summary>
    /// <param name="before">The sequence at which to stop.</param>
    public StoredLife Look(long before = long.MaxValue)
    {
        lock (gate)
        {
            try
            {
                ReadOn(survey ??= new Survey(context, stream));
            }
            catch
            {
                // Half of what was read is not known to be well.
                (survey, checkpoints) = (null, []);
                throw;
            }
            return new StoredLife(context, account, stream, this, survey, before);
        }
    }

    /// <summary>Whether something of the survey, which may be read on meanwhile.</summary>
    public T With<T>(Func<T> look)
    {
        lock (gate)
            return look();
    }

    /// <summary>Keeps a checkpoint that was made of what was stored up to a sequence, unless what came since reaches behind it.</summary>
    /// <param name="made">The checkpoint.</param>
    /// <param name="after">The one that it follows; null for none.</param>
    /// <param name="sequence">The sequence.</param>
    public void Keep(Checkpoint made, Checkpoint? after, long sequence)
    {
        lock (gate)
        {
            var last = checkpoints.IsEmpty ? null : checkpoints[^1];
            if (!ReferenceEquals(last, after) || !StillHolds(made.At, sequence))
                return;
            checkpoints = checkpoints.Add(made);
            var old = checkpoints.Length - 1 - MostStates;
            if (old >= 0 && old % Seldom != 0)
                checkpoints = checkpoints.SetItem(old, checkpoints[old].WithoutState());
        }
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

    private void ReadOn(Survey survey)
    {
        var known = survey.Sequence;
        var touched = survey.ReadOn();
        if (survey.Sequence == known)
            return;
        readings.Enqueue((known, touched));
        if (readings.Count > MostReadings)
            readings.Dequeue();
        checkpoints = [.. checkpoints.TakeWhile(each => each.At <= touched)];
    }

    private bool StillHolds(long at, long sequence)
    {
        var since = readings.Where(reading => reading.Sequence >= sequence).ToArray();
        var isKnown =
            survey is not null
            && (survey.Sequence == sequence || since.Any(reading => reading.Sequence == sequence));
        return isKnown && since.All(reading => reading.Touched >= at);
    }
}
