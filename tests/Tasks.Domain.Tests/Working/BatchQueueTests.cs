using FsCheck.Fluent;
using Tasks.Domain.Working;

namespace Tasks.Domain.Tests.Working;

public sealed class BatchQueueTests
{
    [Fact]
    public void An_empty_queue_has_nothing_and_an_empty_batch_adds_nothing()
    {
        var queue = default(BatchQueue<int>).Enqueue([]);

        Assert.True(queue.IsEmpty);
        Assert.Empty(queue);
        Assert.Empty((System.Collections.IEnumerable)queue);
    }

    [Fact]
    public void It_shrinks_across_batches_and_leaves_the_older_queue_as_it_was()
    {
        var whole = default(BatchQueue<int>).Enqueue([1, 2]).Enqueue([3]);

        var rest = whole.Dequeue().Dequeue();

        Assert.Equal([1, 2, 3], whole);
        Assert.Equal([3], rest);
        Assert.Equal(3, rest.Peek());
        Assert.True(rest.Dequeue().IsEmpty);
    }

    [Fact]
    public void It_does_what_a_queue_does() =>
        Holds.ForEach(
            ArbMap.Default.ArbFor<int[][]>(),
            batches =>
            {
                var expected = new Queue<int>();
                var queue = default(BatchQueue<int>);
                foreach (var batch in batches)
                {
                    queue = queue.Enqueue([.. batch]);
                    Array.ForEach(batch, expected.Enqueue);
                    if (expected.Count > 1)
                    {
                        Assert.Equal(expected.Dequeue(), queue.Peek());
                        queue = queue.Dequeue();
                    }

                    Assert.Equal(expected.Count, queue.Count);
                    Assert.Equal(expected, queue);
                }
            }
        );
}
