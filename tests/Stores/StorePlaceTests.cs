using Evenhand.Stores;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores;

/// <summary>Places of stores as they are written in a setting.</summary>
public sealed class StorePlaceTests
{
    [Fact]
    public void A_folder_is_one()
    {
        var place = StorePlace.Parse("file:some/dir");
        (place.Scheme, place.Container, $"{place}").ShouldBe(("file", "some/dir", "file:some/dir"));
    }

    [Fact]
    public void A_bucket_has_a_prefix_and_terms()
    {
        var place = StorePlace.Parse(
            "s3://things/of/acme?region=eu-central-1&endpoint=https%3A%2F%2Fs3.example.com&path-style=yes&cold=GLACIER"
        );
        (place.Scheme, place.Container, place.Prefix).ShouldBe(("s3", "things", "of/acme/"));
        place.Address("endpoint").ShouldBe(new Uri("https://s3.example.com"));
        (place.Term("region"), place.Term("cold")).ShouldBe(("eu-central-1", "GLACIER"));
        place.Is("path-style").ShouldBeTrue();
        StorePlace.Parse("s3://things").Prefix.ShouldBe("");
        StorePlace
            .Parse("s3://things?endpoint=http://127.0.0.1:9000")
            .Address("endpoint")!
            .Port.ShouldBe(9000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("vault")]
    [InlineData("file:")]
    [InlineData("s3://")]
    [InlineData("ftp://things")]
    [InlineData("s3://key:secret@things")]
    [InlineData("s3://things?regoin=eu-central-1")]
    [InlineData("s3://things?region=")]
    [InlineData("s3://things?region=a&region=b")]
    [InlineData("s3://things?path-style=maybe")]
    [InlineData("s3://things?endpoint=s3.example.com")]
    [InlineData("s3://things?account=acme")]
    [InlineData("gcs://things?region=eu-central-1")]
    public void Anything_else_is_none(string text) =>
        Should.Throw<FormatException>(() => StorePlace.Parse(text));
}
