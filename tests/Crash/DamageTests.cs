using Evenhand.Tests.Cli;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Crash;

/// <summary>A ledger whose last segment was damaged on disk.</summary>
public sealed class DamageTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_damaged_ledger_is_refused_and_the_way_out_that_is_named_works()
    {
        using var campaign = new Campaign(output.WriteLine);
        using var evenhand = new EvenhandProcess();
        var data = campaign.Folder("data");
        using (var server = ServedProcess.Start(data, campaign.Port))
        {
            await server.ReadyAsync(campaign.Http);
            (await campaign.ReportAsync(campaign.Workload.Openings())).Status.ShouldBe(200);
            (await campaign.ReportAsync(campaign.Acts(100))).Status.ShouldBe(200);
        }
        evenhand.Run($"verify --data '{data}'").Status.ShouldBe(0);
        SpoilLastSegment(data);

        var found = evenhand.Run($"verify --data '{data}'");
        found.Status.ShouldBe(1);
        (found.Output + found.Errors).ShouldContain("segment");
        using (var refused = ServedProcess.Start(data, campaign.Port))
        {
            var said = await refused.EndedAsync();
            refused.Status.ShouldBe(1, said);
            said.ShouldContain("segment");
            said.ShouldContain("evenhand verify --data DIR --cut");
            said.ShouldNotContain("   at ");
        }

        var cut = evenhand.Run($"verify --data '{data}' --cut");
        cut.Errors.ShouldNotContain("   at ");
        evenhand.Run($"verify --data '{data}'").Status.ShouldBe(0, cut.Errors + cut.Output);
        using var mended = ServedProcess.Start(data, campaign.Port);
        await mended.ReadyAsync(campaign.Http);
        (await campaign.ReportAsync(campaign.Acts(1))).Status.ShouldBe(200);
    }

    /// <summary>Turns one bit of the last segment over, as a bad disk may.</summary>
    private static void SpoilLastSegment(string data)
    {
        using var ledger = new SqliteConnection(
            $"Data Source={Path.Combine(data, "ledger.db")};Pooling=False"
        );
        ledger.Open();
        using var read = ledger.CreateCommand();
        read.CommandText = "SELECT number, payload FROM segment ORDER BY number DESC LIMIT 1";
        long number;
        byte[] payload;
        using (var row = read.ExecuteReader())
        {
            row.Read().ShouldBeTrue();
            (number, payload) = (row.GetInt64(0), row.GetFieldValue<byte[]>(1));
        }
        payload[payload.Length / 2] ^= 4;
        using var write = ledger.CreateCommand();
        write.CommandText = "UPDATE segment SET payload = $payload WHERE number = $number";
        write.Parameters.AddWithValue("$payload", payload);
        write.Parameters.AddWithValue("$number", number);
        write.ExecuteNonQuery().ShouldBe(1);
    }
}
