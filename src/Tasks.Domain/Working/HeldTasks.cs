using System.Diagnostics.CodeAnalysis;
using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Working;

/// <summary>
/// What a worker holds, by id: an immutable hash table in one array. A step copies the array once and edits the copy, which for the few
/// hundred tasks of a worker costs less than the path through a tree for each of them.
/// </summary>
public sealed class HeldTasks
{
    private const int Fewest = 16;

    // Linear probing: a task is in the first free slot from its home on. At most three quarters are taken.
    private readonly HeldTask?[] slots;

    private HeldTasks(HeldTask?[] slots, int count) => (this.slots, Count) = (slots, count);

    /// <summary>Nothing held.</summary>
    public static HeldTasks None { get; } = new(new HeldTask?[Fewest], 0);

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The tasks, in no order.</summary>
    public IEnumerable<HeldTask> Values => slots.OfType<HeldTask>();

    /// <summary>Their ids, in no order.</summary>
    public IEnumerable<TaskId> Keys => Values.Select(task => task.Task.Id);

    /// <summary>A task that is held.</summary>
    /// <exception cref="KeyNotFoundException">It is not.</exception>
    public HeldTask this[TaskId id] => slots[Find(slots, id)] ?? throw NotHeld(id);

    /// <summary>How long its array is.</summary>
    public int Capacity => slots.Length;

    /// <summary>The table opened for one step.</summary>
    public Builder ToBuilder() => new(this);

    private static KeyNotFoundException NotHeld(TaskId id) => new($"'{id}' is not held.");

    private static int Find(HeldTask?[] slots, TaskId id)
    {
        var at = Home(slots, id);
        while (slots[at] is { } other && other.Task.Id != id)
        {
            at = Next(slots, at);
        }

        return at;
    }

    private static int Home(HeldTask?[] slots, TaskId id) => id.GetHashCode() & (slots.Length - 1);

    private static int Next(HeldTask?[] slots, int at) => (at + 1) & (slots.Length - 1);

    /// <summary>The table opened for one step.</summary>
    public sealed class Builder
    {
        private readonly HeldTasks original;
        private HeldTask?[] slots;

        internal Builder(HeldTasks original) => (this.original, slots, Count) = (original, original.slots, original.Count);

        /// <summary>How many.</summary>
        public int Count { get; private set; }

        /// <summary>The tasks, in no order.</summary>
        public IEnumerable<HeldTask> Values => slots.OfType<HeldTask>();

        /// <summary>A task that is held; set, it is held from then on.</summary>
        /// <exception cref="KeyNotFoundException">It is not.</exception>
        public HeldTask this[TaskId id]
        {
            get => TryGetValue(id, out var task) ? task : throw NotHeld(id);
            set
            {
                Own();
                var at = Find(slots, id);
                Count += slots[at] is null ? 1 : 0;
                slots[at] = value;
                if (4 * Count > 3 * slots.Length)
                {
                    Resize(2 * slots.Length);
                }
            }
        }

        /// <summary>Whether a task is held.</summary>
        public bool TryGetValue(TaskId id, [NotNullWhen(true)] out HeldTask? task) => (task = slots[Find(slots, id)]) is not null;

        /// <summary>Lets go of a task; one that is not held stays so.</summary>
        public void Remove(TaskId id)
        {
            Own();
            var hole = Find(slots, id);
            if (slots[hole] is null)
            {
                return;
            }

            Count--;
            slots[hole] = null;
            // What stands behind the hole moves into it, unless it would then stand before its home.
            for (var at = Next(slots, hole); slots[at] is { } task; at = Next(slots, at))
            {
                var fromHome = (at - Home(slots, task.Task.Id)) & (slots.Length - 1);
                var fromHole = (at - hole) & (slots.Length - 1);
                if (fromHome >= fromHole)
                {
                    (slots[hole], slots[at], hole) = (task, null, at);
                }
            }
        }

        /// <summary>The table as it is now.</summary>
        public HeldTasks ToImmutable()
        {
            var enough = slots.Length;
            while (enough > Fewest && 4 * Count < enough)
            {
                enough /= 2;
            }

            if (enough < slots.Length)
            {
                Resize(enough);
            }

            return slots == original.slots ? original : new(slots, Count);
        }

        private void Own()
        {
            if (slots == original.slots)
            {
                slots = (HeldTask?[])slots.Clone();
            }
        }

        private void Resize(int length)
        {
            var tasks = slots;
            slots = new HeldTask?[length];
            foreach (var task in tasks)
            {
                if (task is not null)
                {
                    slots[Find(slots, task.Task.Id)] = task;
                }
            }
        }
    }
}
