using Azure.Storage.Blobs;
using Evenhand.Network;
using Evenhand.Stores.Azure;
using Evenhand.Stores.Targets;
using Evenhand.Tests.Stores.Targets;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores.Azure;

/// <summary>Copies into a customer's container of Azure Blob Storage, against a real server and one that fails before it.</summary>
public sealed class AzureTargetTests : TargetContract, IAsyncLifetime
{
    private readonly AzurePlace place = AzureServer.NewPlace();
    private Between between = null!;

    private BlobContainerClient Behind => AzureClient.Of(place);

    public async ValueTask InitializeAsync() =>
        between = await Between.StartAsync(AzureServer.Address);

    public ValueTask DisposeAsync() => between.DisposeAsync();

    private protected override ITarget OpenTarget() => AzureTarget.Kind.Open(Terms(), Anywhere);

    private protected override async Task<string[]> ListAsync() =>
        await new AzureBucket(Behind, place)
            .ListAsync("", Ends)
            .Select(item => item.Key)
            .ToArrayAsync(Ends);

    private protected override async Task<byte[]> ReadAsync(string name) =>
        (
            await Behind.GetBlobClient(place.Prefix + name).DownloadContentAsync(Ends)
        ).Value.Content.ToArray();

    [Theory]
    [InlineData(403, "AuthenticationFailed", "no", TargetFault.Refused)]
    [InlineData(
        403,
        "AuthenticationFailed",
        "Signature not valid in the specified time frame",
        TargetFault.Expired
    )]
    [InlineData(403, "AuthorizationPermissionMismatch", "no", TargetFault.Forbidden)]
    [InlineData(404, "ContainerNotFound", "no", TargetFault.Forbidden)]
    [InlineData(400, "Md5Mismatch", "no", TargetFault.Altered)]
    [InlineData(507, "InsufficientStorage", "no", TargetFault.Full)]
    [InlineData(500, "InternalError", "no", TargetFault.Away)]
    public async Task What_is_wrong_is_told_by_what_helps(
        int status,
        string code,
        string message,
        TargetFault kind
    )
    {
        between.Says(
            status,
            $"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>"
        );
        await SaysAsync(Before(), kind, $"{status} {code}", AzureServer.Key);
    }

    [Fact]
    public async Task Whoever_wants_to_be_left_alone_says_for_how_long()
    {
        between.Says(503, "<Error><Code>ServerBusy</Code><Message>no</Message></Error>", "17");
        using var target = Before();
        var busy = await Should.ThrowAsync<TargetException>(() => target.TryAsync(Ends));
        (busy.Kind, busy.After).ShouldBe((TargetFault.Busy, TimeSpan.FromSeconds(17)));
    }

    [Fact]
    public async Task A_slow_one_holds_up_nobody()
    {
        between.KeepsSilent();
        using var target = AzureTarget.Open(
            Terms(between.Address),
            Anywhere,
            TimeSpan.FromMilliseconds(200)
        );
        (await FaultAsync(() => target.TryAsync(Ends))).ShouldBe(TargetFault.Away);
    }

    [Fact]
    public async Task What_comes_back_otherwise_has_no_name()
    {
        between.Changes = Between.Altered;
        using var target = Before();
        var bytes = new byte[6_000_000];
        (
            await FaultAsync(() =>
                target.PutAsync(Name, new MemoryStream(bytes), MeasuredOf(bytes), Ends)
            )
        ).ShouldBe(TargetFault.Altered);
        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_small_takes_one_request()
    {
        using var target = Before();
        await target.PutAsync(Name, new MemoryStream([1]), MeasuredOf([1]), Ends);
        between.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_on_a_private_address_is_not_connected_to() =>
        await SaysAsync(
            AzureTarget.Kind.Open(Terms(), new Outward(allowsPrivate: false)),
            TargetFault.Private,
            "is at no public address"
        );

    [Fact]
    public async Task A_signature_lets_in_as_well_as_a_key()
    {
        var sas = Behind.GenerateSasUri(
            global::Azure.Storage.Sas.BlobContainerSasPermissions.All,
            DateTimeOffset.UtcNow.AddHours(1)
        );
        using var target = AzureTarget.Kind.Open(Terms(sas: sas.Query), Anywhere);
        await target.TryAsync(Ends);
    }

    private ITarget Before() => AzureTarget.Kind.Open(Terms(between.Address), Anywhere);

    private TargetTerms Terms(Uri? at = null, string? sas = null) =>
        TermsOf.Kind(
            AzureTarget.Kind,
            ("account", AzureServer.Account),
            ("container", place.Container),
            ("folder", place.Prefix),
            ("endpoint", (at ?? AzureServer.Address).AbsoluteUri),
            ("key!", sas is null ? AzureServer.Key : null),
            ("sas!", sas)
        );
}
