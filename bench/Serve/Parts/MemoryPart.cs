namespace Evenhand.Bench.Serve.Parts;

/// <summary>What an account costs in memory, while it is at work and when it is idle.</summary>
internal static class MemoryPart
{
    private const int EventsAnAccount = 10;
    private static readonly TimeSpan UntilIdle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static IEnumerable<Row> Run(Plan plan)
    {
        var active = Active(plan);
        yield return Weighed("an active account, ten events each", active, plan, null);
        var idle = Idle(plan);
        yield return Weighed("an idle account", idle, plan, 4096);
    }

    /// <summary>On a server from which accounts do not go.</summary>
    private static (long Heap, long Resident) Active(Plan plan)
    {
        using var server = plan.Start("memory");
        var before = server.Memory();
        Plan.Open(server, plan.StoredAccounts);
        Use(server, plan.StoredAccounts);
        return Less(server.Memory(), before);
    }

    /// <summary>On a server that lets accounts go after seconds; measured when all have gone.</summary>
    private static (long Heap, long Resident) Idle(Plan plan)
    {
        using var server = plan.Start("idle", "--idle", $"{UntilIdle.TotalSeconds}s");
        var before = server.Memory();
        Plan.Open(server, plan.StoredAccounts);
        Use(server, plan.StoredAccounts);
        var until = DateTime.UtcNow + Patience;
        while (server.Metric("evenhand_accounts_loaded") > plan.StoredAccounts / 100)
        {
            if (DateTime.UtcNow > until)
                throw new InvalidOperationException("the accounts do not leave memory");
            Thread.Sleep(500);
        }
        return Less(server.Memory(), before);
    }

    private static void Use(Served server, int accounts)
    {
        using var connection = new Connection(server.Port);
        var (batch, dice) = (new Batch("/v1/events"), new Random(1));
        for (var sent = 0; sent < accounts * EventsAnAccount; sent += Batch.Events)
            connection.Exchange(batch.Next(dice, accounts, spread: true));
    }

    private static (long, long) Less(
        (long Heap, long Resident) after,
        (long Heap, long Resident) before
    ) => (after.Heap - before.Heap, after.Resident - before.Resident);

    private static Row Weighed(
        string what,
        (long Heap, long Resident) more,
        Plan plan,
        double? most
    )
    {
        var (heap, resident) = (
            more.Heap / plan.StoredAccounts,
            more.Resident / plan.StoredAccounts
        );
        return new(
            $"memory of {what} ({plan.StoredAccounts:N0} of them)",
            $"{heap:N0} B of the heap, {resident:N0} B of the process",
            "",
            null,
            most is { } bytes ? $"≤ {bytes:N0} B" : "",
            most is { } limit ? resident <= limit : null
        );
    }
}
