using System.Runtime.ExceptionServices;

namespace Evenhand.Node.Ingest;

/// <summary>
/// A thread and others that help it with what falls into pieces. Nobody waits for a helper that has not begun: whoever is there
/// takes the next piece. For one thread at a time.
/// </summary>
internal sealed class Crew : IDisposable
{
    /// <summary>More would only wait for memory.</summary>
    private const int Most = 8;

    private readonly object gate = new();
    private readonly Thread[] helpers;
    private Work? work;
    private bool ends;

    /// <summary>As many as there are processors.</summary>
    /// <param name="name">What they are called.</param>
    public Crew(string name)
    {
        helpers = new Thread[Math.Min(Environment.ProcessorCount, Most) - 1];
        for (var i = 0; i < helpers.Length; i++)
        {
            helpers[i] = new Thread(Help) { IsBackground = true, Name = $"{name} {i + 1}" };
            helpers[i].Start();
        }
    }

    /// <summary>How many they are, with the thread that they help.</summary>
    public int Size => helpers.Length + 1;

    /// <summary>Does all pieces, and returns when all are done; what one of them fails with is thrown then.</summary>
    public void Do(int pieces, Action<int> piece)
    {
        if (pieces < 2)
        {
            if (pieces == 1)
                piece(0);
            return;
        }
        var all = new Work(pieces, piece);
        Tell(all, isLast: false);
        all.TakePart();
        all.Wait();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Tell(null, isLast: true);
        foreach (var helper in helpers)
            helper.Join();
    }

    private void Tell(Work? next, bool isLast)
    {
        lock (gate)
        {
            (work, ends) = (next, isLast);
            Monitor.PulseAll(gate);
        }
    }

    private void Help()
    {
        Work? done = null;
        while (Next(done) is { } next)
        {
            next.TakePart();
            done = next;
        }
    }

    /// <summary>Waits for other work, without a turn of the processor; null where there will be none.</summary>
    private Work? Next(Work? done)
    {
        lock (gate)
        {
            while (work == done && !ends)
                Monitor.Wait(gate);
            return ends ? null : work;
        }
    }

    /// <summary>Pieces of one kind; whoever comes late finds none left.</summary>
    private sealed class Work
    {
        private readonly object done = new();
        private readonly int pieces;
        private readonly Action<int> piece;
        private int next = -1;
        private int left;
        private Exception? failure;

        public Work(int pieces, Action<int> piece) =>
            (this.pieces, this.piece, left) = (pieces, piece, pieces);

        public void TakePart()
        {
            for (int mine; (mine = Interlocked.Increment(ref next)) < pieces; )
            {
                try
                {
                    piece(mine);
                }
                catch (Exception found)
                {
                    Interlocked.CompareExchange(ref failure, found, null);
                }
                if (Interlocked.Decrement(ref left) == 0)
                    lock (done)
                        Monitor.Pulse(done);
            }
        }

        public void Wait()
        {
            lock (done)
                while (Volatile.Read(ref left) > 0)
                    Monitor.Wait(done);
            if (failure is { } found)
                ExceptionDispatchInfo.Throw(found);
        }
    }
}
