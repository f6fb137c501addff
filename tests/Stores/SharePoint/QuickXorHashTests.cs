using System.Buffers.Binary;
using System.Numerics;
using Evenhand.Stores.SharePoint;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores.SharePoint;

/// <summary>SharePoint's checksum, against examples of others who reckon it, and against its description taken word by word.</summary>
public class QuickXorHashTests
{
    private static readonly BigInteger Ring = (BigInteger.One << 160) - 1;

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
        Plainly(Convert.FromBase64String(bytes)).ShouldBe(hash);
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
                    return $"{its}" == Plainly([.. first, .. more]);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    /// <summary>As it is described: each byte is shifted by eleven bits more around a ring of 160.</summary>
    internal static string Plainly(byte[] bytes)
    {
        var ring = BigInteger.Zero;
        for (var at = 0; at < bytes.Length; at++)
        {
            var shift = (int)(at * 11L % 160);
            var byteThere = (BigInteger)bytes[at] << shift;
            ring ^= byteThere & Ring ^ byteThere >> 160;
        }
        var hash = new byte[20];
        ring.ToByteArray(isUnsigned: true).CopyTo(hash, 0);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
        for (var at = 0; at < length.Length; at++)
            hash[12 + at] ^= length[at];
        return Convert.ToBase64String(hash);
    }
}
