// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

// Measures Boost.Interprocess's mutexes. Driven line by line, so that the other side can measure in between:
//
//   OPERATION COUNT         runs the operation COUNT times and prints "OPERATION nanoseconds-each ns"

#include <boost/interprocess/anonymous_shared_memory.hpp>
#include <boost/interprocess/mapped_region.hpp>
#include <boost/interprocess/sync/interprocess_mutex.hpp>
#include <boost/interprocess/sync/named_mutex.hpp>

#include <unistd.h>

#include <chrono>
#include <iostream>
#include <new>
#include <string>

namespace {

namespace ipc = boost::interprocess;

template<typename Mutex>
double nanosecondsEach(long count, Mutex &mutex)
{
    const auto start = std::chrono::steady_clock::now();
    for (long i = 0; i < count; i++) {
        mutex.lock();
        mutex.unlock();
    }

    const std::chrono::duration<double, std::nano> time = std::chrono::steady_clock::now() - start;
    return time.count() / static_cast<double>(count);
}

// Takes the name away again, however the program ends but killed.
class Name
{
public:
    explicit Name(std::string text)
        : m_text(std::move(text))
    {
    }

    Name(const Name &) = delete;
    Name &operator=(const Name &) = delete;

    ~Name()
    {
        ipc::named_mutex::remove(m_text.c_str());
    }

    const char *text() const
    {
        return m_text.c_str();
    }

private:
    std::string m_text;
};

} // namespace

int main()
{
    try {
        const ipc::mapped_region region = ipc::anonymous_shared_memory(sizeof(ipc::interprocess_mutex));
        auto &plain = *new (region.get_address()) ipc::interprocess_mutex;
        const Name name("quayside-benchmark-" + std::to_string(getpid()));
        ipc::named_mutex named(ipc::create_only, name.text());

        std::string operation;
        long count = 0;
        while (std::cin >> operation >> count) {
            const double time = operation == "mutex" ? nanosecondsEach(count, plain) : nanosecondsEach(count, named);
            std::cout << operation << ' ' << time << " ns" << std::endl;
        }

        return 0;
    } catch (const std::exception &failure) {
        std::cerr << failure.what() << std::endl;
        return 1;
    }
}
