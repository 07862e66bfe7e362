namespace Tasks.Shop.Cellar;

public static partial class Bottles
{
    [Task]
    public static int Count(int shelves) => 12 * shelves;
}
