using System.Collections.Immutable;
using Evenhand.Stores;

namespace Evenhand.Bench.Copies;

/// <summary>A customer's bucket, to which copies go.</summary>
internal sealed class S3TargetYardstick : S3Yardstick
{
    private readonly TargetCopies copies;

    public S3TargetYardstick(StorePlace place, string credentials)
        : base(place, credentials)
    {
        var settings = ImmutableSortedDictionary<string, string>
            .Empty.Add("bucket", place.Container)
            .Add("folder", place.Prefix)
            .Add("access-key", Credentials.AccessKey);
        if (place.Address("endpoint") is { } endpoint)
            settings = settings.Add("endpoint", endpoint.AbsoluteUri);
        if (place.Term("region") is { } region)
            settings = settings.Add("region", region);
        copies = new TargetCopies(
            "amazon-s3",
            settings,
            ImmutableSortedDictionary<string, string>.Empty.Add("secret-key", Credentials.SecretKey)
        );
    }

    public override Task OursAsync(string file, Measured measured) =>
        copies.MakeAsync(file, measured);

    public override async Task ClearAsync()
    {
        foreach (var name in copies.Names)
            await Client.DeleteObjectAsync(Place.Container, Place.Prefix + name);
        copies.Names.Clear();
        await base.ClearAsync();
    }

    public override void Dispose()
    {
        copies.Dispose();
        base.Dispose();
    }
}
