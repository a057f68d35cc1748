#include "node/mailflow/constant_database.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace pratique::mailflow {
namespace {

constexpr std::size_t kTables = 256;
constexpr std::size_t kHeaderBytes = kTables * 8;

struct Slot {
  std::uint32_t hash = 0;
  std::uint32_t position = 0;  // 0: free
};

std::uint32_t hash_of(std::string_view key) {
  std::uint32_t hash = 5381;
  for (const char c : key) hash = ((hash << 5) + hash) ^ static_cast<unsigned char>(c);
  return hash;
}

void put_number(std::string& out, std::size_t number) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>((number >> shift) & 0xFF);
}

// Half of the slots stay free, so that a search for what is not there ends soon.
std::vector<Slot> table_of(std::span<const Slot> entries) {
  std::vector<Slot> table(entries.size() * 2);
  for (const Slot& entry : entries) {
    std::size_t at = (entry.hash >> 8) % table.size();
    while (table[at].position != 0) at = (at + 1) % table.size();
    table[at] = entry;
  }
  return table;
}

}  // namespace

std::string constant_database(std::span<const TableRow> rows) {
  std::array<std::vector<Slot>, kTables> entries;
  std::string records;
  for (const auto& [key, value] : rows) {
    const std::uint32_t hash = hash_of(key);
    entries[hash % kTables].push_back({hash, static_cast<std::uint32_t>(kHeaderBytes + records.size())});
    put_number(records, key.size());
    put_number(records, value.size());
    records += key;
    records += value;
  }
  std::string header;
  std::string tables;
  for (const std::vector<Slot>& of_table : entries) {
    const std::vector<Slot> table = table_of(of_table);
    put_number(header, kHeaderBytes + records.size() + tables.size());
    put_number(header, table.size());
    for (const Slot& slot : table) {
      put_number(tables, slot.hash);
      put_number(tables, slot.position);
    }
  }
  return header + records + tables;
}

}  // namespace pratique::mailflow
