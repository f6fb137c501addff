using System.Text;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores.Google;

public class Crc32CTests
{
    [Fact]
    public void The_published_example_comes_out_however_it_is_cut()
    {
        var bytes = Encoding.ASCII.GetBytes("123456789");
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var sum = new Evenhand.Stores.Google.Crc32C();
            sum.Append(bytes.AsSpan(0, cut));
            sum.Append(bytes.AsSpan(cut));
            Convert.ToHexString(Convert.FromBase64String($"{sum}")).ShouldBe("E3069283");
        }
    }
}
