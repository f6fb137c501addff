namespace Evenhand.Bench.Serve.Parts;

/// <summary>What an account costs in memory, while it is at work and when it is idle, above an empty node.</summary>
internal static class MemoryPart
{
    private const int First = 500;
    private const int EventsOfIdle = 3;
    private const int EventsOfActive = 30;
    private const int MostOfIdle = 1024;
    private const int MostOfActive = 6 * 1024;
    private static readonly TimeSpan UntilIdle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static IEnumerable<Row> Run(Plan plan)
    {
        yield return Weighed("an idle account", Idle(plan), plan.IdleAccounts, MostOfIdle);
        yield return Weighed(
            $"an active account, {EventsOfActive} events each",
            Active(plan),
            plan.ActiveAccounts,
            MostOfActive
        );
    }

    /// <summary>On a server from which accounts do not go.</summary>
    private static (long Heap, long Resident) Active(Plan plan)
    {
        using var server = plan.Start("memory");
        var before = Empty(server);
        Plan.Open(server, First + plan.ActiveAccounts, First);
        Use(server, First + plan.ActiveAccounts, EventsOfActive);
        return Less(server.Memory(), before);
    }

    /// <summary>On a server that lets accounts go after seconds; measured when all have gone.</summary>
    private static (long Heap, long Resident) Idle(Plan plan)
    {
        using var server = plan.Start("idle", "--idle", $"{UntilIdle.TotalSeconds}s");
        var before = Empty(server);
        Plan.Open(server, First + plan.IdleAccounts, First);
        Use(server, First + plan.IdleAccounts, EventsOfIdle);
        var until = DateTime.UtcNow + Patience;
        while (server.Metric("evenhand_accounts_loaded") > plan.IdleAccounts / 1000)
        {
            if (DateTime.UtcNow > until)
                throw new InvalidOperationException("the accounts do not leave memory");
            Thread.Sleep(500);
        }
        return Less(server.Memory(), before);
    }

    /// <summary>What a node weighs that has done everything once, for a few accounts.</summary>
    private static (long Heap, long Resident) Empty(Served server)
    {
        Plan.Open(server, First);
        Use(server, First, EventsOfActive);
        return server.Memory();
    }

    private static void Use(Served server, int accounts, int events)
    {
        using var connection = new Connection(server.Port);
        var batch = new Batch("/v1/events");
        for (var sent = 0; sent < accounts * events; sent += Batch.Events)
            connection.Exchange(batch.InTurn(sent, accounts));
    }

    private static (long, long) Less(
        (long Heap, long Resident) after,
        (long Heap, long Resident) before
    ) => (after.Heap - before.Heap, after.Resident - before.Resident);

    private static Row Weighed(
        string what,
        (long Heap, long Resident) more,
        int accounts,
        double most
    )
    {
        var (heap, resident) = (more.Heap / accounts, more.Resident / accounts);
        return Row.AtMost(
            $"memory of {what} ({accounts:N0} of them)",
            $"{heap:N0} B of the heap after a full collection, {resident:N0} B of the process",
            $"above an empty node; {most:N0} B",
            heap / most,
            1
        );
    }
}
