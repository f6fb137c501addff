namespace Evenhand.Bench.Serve;

/// <summary>How long and how much: a whole run, or a quick one that only shows that everything works.</summary>
/// <param name="Policies">The folder of policies.</param>
/// <param name="Folder">A temporary folder for data.</param>
/// <param name="Rounds">How often figure and yardstick are measured in turn; the middle round counts.</param>
/// <param name="Slice">How long each measurement lasts.</param>
/// <param name="Accounts">Accounts that usage and asks are spread over.</param>
/// <param name="StoredAccounts">Accounts whose memory is weighed.</param>
/// <param name="StoredEvents">Events over which a restart is measured.</param>
/// <param name="Openings">Accounts that are opened one after the other.</param>
/// <param name="Keys">Keys over which a start is measured.</param>
/// <param name="InCycle">Events of each cycle of an account whose statements are read.</param>
internal sealed record Plan(
    string Policies,
    string Folder,
    int Rounds,
    TimeSpan Slice,
    int Accounts,
    int StoredAccounts,
    long StoredEvents,
    int Openings,
    int Keys,
    int InCycle
)
{
    public static Plan Whole(string policies, string folder) =>
        new(
            policies,
            folder,
            3,
            TimeSpan.FromSeconds(5),
            10_000,
            100_000,
            10_000_000,
            50_000,
            30_000,
            40_000
        );

    public static Plan Quick(string policies, string folder) =>
        new(
            policies,
            folder,
            1,
            TimeSpan.FromSeconds(2),
            1_000,
            5_000,
            500_000,
            20_000,
            3_000,
            4_000
        );

    /// <summary>Starts a server on a folder of the plan's.</summary>
    public Served Start(string data, params string[] flags) =>
        Served.Start(
            Policies,
            Directory.CreateDirectory(Path.Combine(Folder, data)).FullName,
            flags
        );

    /// <summary>Opens so many accounts.</summary>
    public static void Open(Served server, int accounts)
    {
        const int AtOnce = 500;
        using var connection = new Connection(server.Port);
        for (var first = 0; first < accounts; first += AtOnce)
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
