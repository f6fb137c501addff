using Evenhand.Network;
using Evenhand.Stores.SharePoint;
using Evenhand.Stores.Targets;
using Evenhand.Tests.Stores.Targets;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores.SharePoint;

/// <summary>Copies into a customer's library in SharePoint, against a double made from Microsoft's public documents.</summary>
public sealed class SharePointTargetTests : HttpTargetContract
{
    private readonly SharePointDouble graph = new();

    private protected override TargetDouble Double => graph;

    private protected override string Uploads => "PUT /up/";

    private protected override ITarget Open(Outward outward, TimeSpan patience) =>
        SharePointTarget.Open(Terms(), outward, patience, TimeProvider.System);

    [Theory]
    [InlineData("wrong", TargetFault.Refused, "AADSTS7000215")]
    [InlineData("old", TargetFault.Expired, "AADSTS7000222")]
    public async Task A_secret_that_is_not_taken_is_told(
        string secret,
        TargetFault kind,
        string why
    ) =>
        await SaysAsync(
            SharePointTarget.Kind.Open(Terms(secret), Anywhere),
            kind,
            why,
            secret + "!"
        );

    [Fact]
    public async Task A_site_and_a_library_that_are_not_there_are_told()
    {
        await SaysAsync(
            SharePointTarget.Kind.Open(Terms(site: "contoso.sharepoint.com/sites/none"), Anywhere),
            TargetFault.Forbidden,
            "404"
        );
        await SaysAsync(
            SharePointTarget.Kind.Open(Terms(library: "None"), Anywhere),
            TargetFault.Forbidden,
            "has no library None"
        );
    }

    [Fact]
    public async Task A_full_one_says_so_before_anything_is_sent()
    {
        graph.Room = 100;
        (await FaultAsync(() => PutAsync(new byte[101]))).ShouldBe(TargetFault.Full);
        graph.Asked.ShouldNotContain(asked => asked.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task What_breaks_off_goes_on_where_the_session_says(int times, bool isAfter)
    {
        var bytes = new byte[SharePointUpload.Range + 700_000];
        new Random(7).NextBytes(bytes);
        graph.Breaks("PUT /up/", times, isAfter);
        await PutAsync(bytes);
        graph.Files[$"{Name}"].ShouldBe(bytes);
        graph.Unfinished.ShouldBe(0);
    }

    [Fact]
    public async Task What_was_made_and_whose_answer_was_lost_is_there()
    {
        graph.Breaks("PUT /up/", 1, isAfter: true);
        await PutAsync([1, 2, 3]);
        graph.Files[$"{Name}"].ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_session_that_is_not_used_is_dropped()
    {
        var bytes = new byte[SharePointUpload.Range + 1];
        using var target = OpenTarget();
        await Should.ThrowAsync<IOException>(() =>
            target.PutAsync(
                Name,
                new BreakingStream(SharePointUpload.Range),
                MeasuredOf(bytes),
                Ends
            )
        );
        graph.Unfinished.ShouldBe(0);
        graph.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_who_make_a_name_one_is_told_that_it_is_taken()
    {
        graph.Answers = context =>
        {
            if (context.Request.Method == "PUT")
                graph.Files.TryAdd($"{Name}", [9]);
            return Task.FromResult(false);
        };
        (await FaultAsync(() => PutAsync([1, 2, 3]))).ShouldBe(TargetFault.Taken);
        graph.Files[$"{Name}"].ShouldBe([9]);
    }

    [Theory]
    [InlineData("../../other", "contoso.sharepoint.com")]
    [InlineData("calls", "contoso.sharepoint.com/../other")]
    public void A_path_that_leads_elsewhere_is_objected_to(string folder, string site) =>
        TermCheck
            .Objections(
                SharePointTarget.Kind,
                TermsOf.Unchecked(
                    ("tenant", "contoso"),
                    ("client-id", "app"),
                    ("client-secret!", TargetDouble.Word),
                    ("site", site),
                    ("folder", folder)
                ),
                Anywhere
            )
            .Single()
            .ShouldContain("dots alone");

    private TargetTerms Terms(
        string secret = TargetDouble.Word,
        string site = SharePointDouble.Site,
        string library = "Recordings"
    ) =>
        TermsOf.Kind(
            SharePointTarget.Kind,
            ("tenant", "contoso"),
            ("client-id", "app"),
            ("client-secret!", secret),
            ("site", site),
            ("library", library),
            ("folder", SharePointDouble.Folder),
            ("endpoint", graph.Address.AbsoluteUri),
            ("sign-in", graph.Address.AbsoluteUri)
        );
}
