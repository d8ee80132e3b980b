namespace CustomerService.Framework.Entities;

public interface ISoftDelete
{
    bool IsDeleted { get; }
}
