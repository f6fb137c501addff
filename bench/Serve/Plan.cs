namespace Evenhand.Bench.Serve;

/// <summary>
/// How long and how much: a run of a minute or two a part, a quick one that only shows that everything works, or a long
/// one with as much as is promised.
/// </summary>
/// <param name="Policies">The folder of policies.</param>
/// <param name="Folder">A temporary folder for data.</param>
/// <param name="Rounds">How often figure and yardstick are measured in turn; the middle round counts.</param>
/// <param name="Slice">How long each measurement lasts.</param>
internal sealed record Plan(string Policies, string Folder, int Rounds, TimeSpan Slice)
{
    /// <summary>Accounts that usage and asks are spread over.</summary>
    public int Accounts { get; private init; } = 10_000;

    /// <summary>Accounts whose memory is weighed while they are idle.</summary>
    public int IdleAccounts { get; private init; } = 100_000;

    /// <summary>Accounts whose memory is weighed while they are at work.</summary>
    public int ActiveAccounts { get; private init; } = 20_000;

    /// <summary>Events over which a restart is measured.</summary>
    public long StoredEvents { get; private init; } = 2_000_000;

    /// <summary>Accounts that are opened one after the other.</summary>
    public int Openings { get; private init; } = 50_000;

    /// <summary>Keys over which a start is measured.</summary>
    public int Keys { get; private init; } = 30_000;

    /// <summary>Events of the account that is folded anew while others ask.</summary>
    public long LongLife { get; private init; } = 5_000_000;

    /// <summary>How many events there are in the end where the cost of one is measured on the way there.</summary>
    public long MostStored { get; private init; } = 8_000_000;

    /// <summary>How many accounts there are in the end where the cost of an event is measured on the way there.</summary>
    public int MostAccounts { get; init; } = 100_000;

    /// <summary>Events of each cycle of the accounts whose statements are read.</summary>
    public int InCycle { get; private init; } = 40_000;

    /// <summary>Bytes of the thing that is larger than memory.</summary>
    public long Large { get; private init; } = 2L << 30;

    public static Plan Usual(string policies, string folder) =>
        new(policies, folder, 5, TimeSpan.FromSeconds(1.5));

    public static Plan Long(string policies, string folder) =>
        new(policies, folder, 5, TimeSpan.FromSeconds(5))
        {
            ActiveAccounts = 100_000,
            StoredEvents = 10_000_000,
            MostStored = 100_000_000,
            MostAccounts = 1_000_000,
            Large = 10L << 30,
        };

    public static Plan Quick(string policies, string folder) =>
        new(policies, folder, 1, TimeSpan.FromSeconds(1))
        {
            Accounts = 1_000,
            IdleAccounts = 5_000,
            ActiveAccounts = 2_000,
            StoredEvents = 300_000,
            Openings = 20_000,
            Keys = 3_000,
            LongLife = 200_000,
            InCycle = 4_000,
            MostStored = 400_000,
            MostAccounts = 1_000,
            Large = 256L << 20,
        };

    /// <summary>Starts a server on a folder of the plan's.</summary>
    public Served Start(string data, params string[] flags) =>
        Served.Start(
            Policies,
            Directory.CreateDirectory(Path.Combine(Folder, data)).FullName,
            flags
        );

    /// <summary>Opens so many accounts.</summary>
    /// <param name="server">The server.</param>
    /// <param name="accounts">How many there are to be.</param>
    /// <param name="first">How many there are.</param>
    public static void Open(Served server, int accounts, int first = 0)
    {
        const int AtOnce = 500;
        using var connection = new Connection(server.Port);
        for (; first < accounts; first += AtOnce)
        {
            var status = connection.Exchange(
                Requests.Openings(first, Math.Min(AtOnce, accounts - first))
            );
            if (status != 200 || connection.Body.IndexOf("\"rejected\":[]"u8) < 0)
                throw new InvalidOperationException(
                    $"{status}: {System.Text.Encoding.UTF8.GetString(connection.Body)}"
                );
        }
    }
}
