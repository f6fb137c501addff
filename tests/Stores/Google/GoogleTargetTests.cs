using Evenhand.Network;
using Evenhand.Stores.Google;
using Evenhand.Stores.Targets;
using Evenhand.Tests.Stores.Targets;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores.Google;

/// <summary>Copies into a customer's bucket of Google Cloud Storage, against a double of its JSON API.</summary>
public sealed class GoogleTargetTests : TargetContract, IAsyncLifetime
{
    private const string Folder = "of/";

    private GoogleDouble google = null!;

    public async ValueTask InitializeAsync() => google = await GoogleDouble.StartAsync();

    public ValueTask DisposeAsync() => google.DisposeAsync();

    private protected override ITarget OpenTarget() => GoogleTarget.Kind.Open(Terms(), Anywhere);

    private protected override Task<string[]> ListAsync() =>
        Task.FromResult(google.Names.Select(name => name[Folder.Length..]).ToArray());

    private protected override Task<byte[]> ReadAsync(string name) =>
        Task.FromResult(google[Folder + name]);

    [Theory]
    [InlineData(401, "authError", TargetFault.Refused)]
    [InlineData(403, "forbidden", TargetFault.Forbidden)]
    [InlineData(404, "notFound", TargetFault.Forbidden)]
    [InlineData(403, "rateLimitExceeded", TargetFault.Busy)]
    [InlineData(429, "rateLimitExceeded", TargetFault.Busy)]
    [InlineData(503, "backendError", TargetFault.Busy)]
    [InlineData(403, "quotaExceeded", TargetFault.Full)]
    [InlineData(507, "x", TargetFault.Full)]
    [InlineData(500, "backendError", TargetFault.Away)]
    public async Task What_is_wrong_is_told_by_what_helps(
        int status,
        string reason,
        TargetFault kind
    )
    {
        (google.Fails, google.Reason) = (status, reason);
        await SaysAsync(OpenTarget(), kind, $"{status}", "PRIVATE KEY");
        using var target = OpenTarget();
        var bytes = new byte[6_000_000];
        (
            await FaultAsync(() =>
                target.PutAsync(Name, new MemoryStream(bytes), MeasuredOf(bytes), Ends)
            )
        ).ShouldBe(kind);
    }

    [Fact]
    public async Task A_slow_one_holds_up_nobody()
    {
        google.IsSilent = true;
        using var target = GoogleTarget.Open(Terms(), Anywhere, TimeSpan.FromMilliseconds(200));
        (await FaultAsync(() => target.TryAsync(Ends))).ShouldBe(TargetFault.Away);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(6_000_000)]
    public async Task What_is_kept_otherwise_has_no_name(int count)
    {
        google.Alters = true;
        using var target = OpenTarget();
        var bytes = new byte[count];
        (
            await FaultAsync(() =>
                target.PutAsync(Name, new MemoryStream(bytes), MeasuredOf(bytes), Ends)
            )
        ).ShouldBe(TargetFault.Altered);
        google.Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_on_a_private_address_is_not_connected_to() =>
        await SaysAsync(
            GoogleTarget.Kind.Open(Terms(), new Outward(allowsPrivate: false)),
            TargetFault.Private,
            "is at no public address"
        );

    [Theory]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("""{"client_email":"a","private_key_id":"1","private_key":"no key"}""")]
    public void A_file_that_is_no_key_is_objected_to(string file) =>
        TermCheck
            .Objections(
                GoogleTarget.Kind,
                TermsOf.Unchecked(("bucket", "b"), ("credentials!", file)),
                Anywhere
            )
            .Single()
            .ShouldContain("the file of JSON");

    private TargetTerms Terms() =>
        TermsOf.Kind(
            GoogleTarget.Kind,
            ("bucket", GoogleDouble.Bucket),
            ("folder", Folder),
            ("endpoint", google.Address.AbsoluteUri),
            ("credentials!", File.ReadAllText(google.Credentials()))
        );
}
