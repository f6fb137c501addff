using Evenhand.Stores.SharePoint;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores.SharePoint;

/// <summary>SharePoint's checksum, against examples of others who reckon it, and against its description taken word by word.</summary>
public class QuickXorHashTests
{
    [Theory]
    [InlineData("", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("Sg==", "SgAAAAAAAAAAAAAAAQAAAAAAAAA=")]
    [InlineData("tbQ=", "taAFAAAAAAAAAAAAAgAAAAAAAAA=")]
    [InlineData("T6LYJIfDh81JrAK309H2JMJTXis=", "zBTHrspn3mEcohlJdIUAbjGNaNg=")]
    [InlineData(
        "jyibxJSzO6ZiZ0O1qe3tG/bvIAYssvukh9suIT5wEy1JBINVgPiqdsTW0cOpP0aUfP7mgqLfADkzI/m/GgCuVhr8oFLrOCoTx1/psBOWwhltCbhUx51Icm9aH8tY4Z3ccU+6BKpYQkLCy0B/A9Zc",
        "hZfLIilSITC6N3e3tQ/iSgEzkto="
    )]
    public void Examples_come_out(string bytes, string hash)
    {
        var its = new QuickXorHash();
        its.Append(Convert.FromBase64String(bytes));
        $"{its}".ShouldBe(hash);
        PlainQuickXor.Of(Convert.FromBase64String(bytes)).ShouldBe(hash);
    }

    [Fact]
    public void However_they_are_cut_bytes_have_one_checksum() =>
        Prop.ForAll<byte[], byte[], PositiveInt>(
                (first, second, times) =>
                {
                    byte[] more =
                    [
                        .. Enumerable.Repeat(second, times.Get).SelectMany(each => each),
                    ];
                    var its = new QuickXorHash();
                    its.Append(first);
                    its.Append(more);
                    return $"{its}" == PlainQuickXor.Of([.. first, .. more]);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100));
}
