using Evenhand.Core.Metering;
using Evenhand.Core.Time;
using Evenhand.Tests.Replay;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Metering;

public class TimelineTests
{
    /// <summary>Items are mostly alike, and sometimes not: a number of three digits is an instant and whether the item is another.</summary>
    [Fact]
    public void It_holds_what_a_list_sorted_by_time_holds_of_which_the_first_go() =>
        Laws.Hold(
            200,
            Gen.ListOf(Gen.Choose(0, 999), 60),
            steps =>
            {
                var (line, list) = (new Timeline<long>(), new List<(Moment Time, long Item)>());
                foreach (var step in steps)
                {
                    if (step % 4 == 0 && list.Count > 0)
                    {
                        line.DropFirst();
                        list.RemoveAt(0);
                        continue;
                    }
                    var (time, item) = (new Moment(step / 10), step > 900 ? step : 1L);
                    var place = list.FindLastIndex(each => each.Time <= time) + 1;
                    line.Insert(time, item).ShouldBe(place);
                    list.Insert(place, (time, item));
                }
                line.ShouldBe(list);
                line.Count.ShouldBe(list.Count);
            }
        );
}
