using Evenhand.Core.Codes;
using Evenhand.Core.Time;
using Evenhand.Node.Rejections;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Rejections;

/// <summary>What was turned away is kept for a week and within its bounds.</summary>
public sealed class RejectionLogTests : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly DirectoryInfo parent = Directory.CreateTempSubdirectory("evenhand-rejected-");
    private Moment now = Moment.OfUtcDay(20_000);

    private string Folder => Path.Combine(parent.FullName, "rejected");

    public void Dispose() => parent.Delete(recursive: true);

    [Fact]
    public void What_is_kept_is_read_in_order_and_page_by_page()
    {
        var log = Log();
        log.Keep([Of("1"), Of("2")]);
        now += Day;
        log.Keep([Of("3")]);
        Pages(log, 2)
            .ShouldBe([
                ["1", "2"],
                ["3"],
            ]);
        Pages(log, 1)
            .ShouldBe([
                ["1"],
                ["2"],
                ["3"],
                [],
            ]);
        log.Read(each => each.Id == "3", null, 10).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public void Another_log_over_the_same_folder_reads_and_goes_on()
    {
        Log().Keep([Of("1")]);
        Log().Keep([Of("2")]);
        Ids(Log()).ShouldBe(["1", "2"]);
    }

    [Fact]
    public void After_a_week_it_is_gone_from_the_list_and_from_the_disk()
    {
        var log = Log();
        log.Keep([Of("old")]);
        now += RejectionLog.Days * Day;
        Ids(log).ShouldBe(["old"]);
        now += Day;
        Ids(log).ShouldBeEmpty();
        log.Keep([Of("new")]);
        Directory.GetFiles(Folder).Length.ShouldBe(1);
    }

    [Fact]
    public void A_line_that_broke_off_costs_itself_alone()
    {
        Log().Keep([Of("1")]);
        File.AppendAllText(Directory.GetFiles(Folder).Single(), "{\"at\":1,\"acc");
        Log().Keep([Of("2")]);
        Ids(Log()).ShouldBe(["1", "2"]);
    }

    [Fact]
    public void A_key_has_its_share_of_a_day_and_the_day_its_bound()
    {
        var log = Log();
        for (var body = 0; body < 20; body++)
            log.Keep([.. Enumerable.Range(0, 1000).Select(_ => Of("flood", by: "loud"))]);
        log.Keep([Of("quiet", by: "other")]);
        Size().ShouldBeLessThanOrEqualTo(RejectionLog.MostOfKey + 1000);
        AllIds(log).ShouldContain("quiet");
        for (var key = 0; key < 20; key++)
        for (var body = 0; body < 20; body++)
            log.Keep([.. Enumerable.Range(0, 1000).Select(_ => Of("flood", by: "key" + key))]);
        Size().ShouldBeLessThanOrEqualTo(RejectionLog.MostOfDay);
        AllIds(log).ShouldContain("quiet");
    }

    [Fact]
    public void Of_one_body_so_many_are_kept()
    {
        var log = Log();
        log.Keep([.. Enumerable.Range(0, 3000).Select(_ => Of("same"))]);
        AllIds(log).Count.ShouldBe(RejectionLog.MostOfBody);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_stops_nobody()
    {
        File.WriteAllText(Folder, "no folder");
        var log = Log();
        log.Keep([Of("1")]);
        Ids(log).ShouldBeEmpty();
    }

    [Fact]
    public void The_files_are_for_their_owner_alone()
    {
        Log().Keep([Of("1")]);
        var file = Directory.GetFiles(Folder).Single();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private long Size() => new FileInfo(Directory.GetFiles(Folder).Single()).Length;

    private RejectionLog Log() => new(Folder, () => now, NullLogger.Instance);

    private RejectedAtDoor Of(string id, string by = "key") =>
        new(now, "acme", "shop", id, "page.printed", Code.Conflict, new string('x', 300), null, by);

    private static List<string?> Ids(RejectionLog log) =>
        [.. log.Read(_ => true, null, 1000).Items.Select(each => each.Id)];

    private static List<string?> AllIds(RejectionLog log) =>
        [.. Pages(log, 1000).SelectMany(x => x)];

    private static List<List<string?>> Pages(RejectionLog log, int limit)
    {
        var pages = new List<List<string?>>();
        for (string? after = null; ; )
        {
            var page = log.Read(_ => true, after, limit);
            pages.Add([.. page.Items.Select(each => each.Id)]);
            if ((after = page.Next) is null)
                return pages;
        }
    }
}
